package org.cairn.lti.grades;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.cairn.Case;
import org.cairn.TestDatabase;
import org.cairn.lti.CourseId;
import org.cairn.lti.Services;
import org.cairn.lti.TestLti;
import org.cairn.platform.Family;
import org.cairn.platform.NewPlatform;
import org.cairn.platform.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GradeWorkerTests {

    @RegisterExtension
    static final WireMockExtension QUICK = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    @RegisterExtension
    static final WireMockExtension SLOW = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    @Test
    @Case("F13")
    void aSlowPlatformKeepsNoOtherWaiting() {
        GradeWorld world = new GradeWorld(TestDatabase.H2, QUICK, Family.CANVAS);
        world.scores(aResponse().withStatus(200));
        world.open();
        slowOne(world);
        world.report(world.student("ada"), "40");
        GradeBell bell = new GradeBell();
        GradeWorker worker =
                new GradeWorker(world.node.work(), world.node.columns(), world.lti.platforms(), bell, world.clock);
        worker.start();
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> world.column().written() == 1);
            assertThat(SLOW.getAllServeEvents().stream()
                            .filter(event -> event.getRequest().getUrl().startsWith("/items")))
                    .as("nothing was answered over there yet")
                    .isEmpty();
        } finally {
            worker.stop();
        }
        assertThat(worker.isRunning()).isFalse();
    }

    /** Its token endpoint takes longer than we wait. */
    private static void slowOne(GradeWorld world) {
        SLOW.stubFor(com.github.tomakehurst.wiremock.client.WireMock.any(
                        com.github.tomakehurst.wiremock.client.WireMock.anyUrl())
                .willReturn(aResponse().withFixedDelay(20_000)));
        URI base = URI.create(SLOW.baseUrl());
        NewPlatform asked = TestLti.registration("Another University", Family.CANVAS);
        Platform slow = world.lti
                .platforms()
                .register(new NewPlatform(
                        asked.institution(),
                        asked.name(),
                        asked.family(),
                        asked.issuer(),
                        asked.clientId(),
                        base,
                        base.resolve("/token"),
                        base,
                        List.of()));
        CourseId course = world.lti.courses().know(slow.id(), "ctx", "1", "Slow");
        JdbcCourseGrades grades = new JdbcCourseGrades(world.database.jdbc());
        Services services = new Services(null, base.resolve("/items"), null, GradeWorld.ALL_SCOPES, null, Set.of());
        grades.remember(course, services.lineItems(), services.gradeScopes(), world.clock.instant());
        world.node.gradebook().keep(course, GradeWorld.BADGE, "Teamwork");
    }
}
