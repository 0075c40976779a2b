package org.cairn.practice;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.cairn.Case;
import org.cairn.TestDatabase;
import org.cairn.lti.Gradebook.State;
import org.cairn.lti.Gradebook.Trouble;
import org.cairn.lti.grades.GradeWorld;
import org.cairn.lti.service.TestCalls;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;
import org.cairn.platform.NewPlatform;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Campuses;
import org.cairn.practice.world.Column;
import org.cairn.practice.world.Course;
import org.cairn.practice.world.Person;
import org.cairn.practice.world.Tool;
import org.cairn.practice.world.World;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cairn's gradebook against the practice platform, in the manner of Canvas and in that of Moodle, quirks included. */
class GradebookOfPracticeTests {

    private static final String TEACHER = "ingrid-solheim";

    @ParameterizedTest
    @EnumSource
    @Case("F19")
    void oneColumnIsMadeWrittenReadBackAndLeftToTheTeacher(Manner manner, @TempDir Path home) throws Exception {
        try (StrictTool tool = new StrictTool(home, manner)) {
            Campuses campuses = tool.practice.getBean(Campuses.class);
            Campus campus = manner == Manner.CANVAS ? campuses.canvas() : campuses.moodle();
            tool.server.stubFor(get("/.well-known/jwks.json").willReturn(okJson(TestCalls.publishedKeys())));
            String client = tool.connected();
            Tool known = campus.tools().find(client).orElseThrow();
            Course course = campus.course(manner == Manner.CANVAS ? 101 : 2);
            GradeWorld world = world(campus, client, campus.lineItems(course, known));
            Person ada = World.STUDENTS.get(0);
            Person ben = World.STUDENTS.get(1);
            LearnerId first = world.student(campus.sub(ada));
            LearnerId second = world.student(campus.sub(ben));
            LearnerId teacher = world.student(campus.sub(World.TEACHER));

            world.keep();
            world.report(first, "33.33");
            world.report(second, "100");
            world.report(teacher, "10");
            world.serve();
            assertThat(world.column().state()).isEqualTo(State.OPEN);
            assertThat(world.column().refused()).isEqualTo(Map.of(Trouble.NOT_A_STUDENT, 1));
            assertThat(campus.columns().of(course, known)).hasSize(1);
            Column column = campus.columns().of(course, known).getFirst();
            assertThat(column.description())
                    .containsEntry("resourceId", "cairn:badge:teamwork")
                    .containsEntry("tag", "cairn-progress");
            assertThat(points(column, ada)).isEqualByComparingTo("33.33");
            assertThat(points(column, ben)).isEqualByComparingTo("100");

            world.clock.advance(Duration.ofMinutes(1));
            world.report(first, "66.66");
            world.report(second, "0");
            world.serve();
            assertThat(points(column, ada)).isEqualByComparingTo("66.66");
            assertThat(points(column, ben)).isEqualByComparingTo("0");
            assertThat(world.given()).isEmpty();

            tool.form(
                    "/courses/%d/gradebook".formatted(course.id()),
                    Map.of("as", TEACHER, "column", Long.toString(column.id()), "student", ada.slug(), "points", "90"));
            world.clock.advance(Duration.ofMinutes(15));
            world.report(first, "80");
            world.report(second, "20");
            world.serve();
            assertThat(points(column, ada)).isEqualByComparingTo("90");
            assertThat(points(column, ben)).isEqualByComparingTo("20");
            assertThat(world.column().kept()).isEqualTo(1);
            assertThat(world.given()).singleElement().satisfies(grade -> {
                assertThat(grade.learner()).isEqualTo(first);
                assertThat(grade.points()).isEqualByComparingTo("90");
            });

            GradeWorld anew = world(campus, client, campus.lineItems(course, known));
            anew.keep();
            anew.serve();
            assertThat(anew.column().state()).isEqualTo(State.OPEN);
            assertThat(campus.columns().of(course, known))
                    .as("found, not made again")
                    .hasSize(1);

            if (manner == Manner.CANVAS) {
                campus.conclude(course);
                world.clock.advance(Duration.ofMinutes(1));
                world.report(second, "40");
                world.serve();
                assertThat(world.column().trouble()).isEqualTo(Trouble.CONCLUDED);
            }
        }
    }

    private static GradeWorld world(Campus campus, String client, String lineItems) {
        Family family = campus.canvas() ? Family.CANVAS : Family.MOODLE;
        GradeWorld world = new GradeWorld(
                TestDatabase.H2,
                new NewPlatform(
                        "University",
                        "Practice",
                        family,
                        campus.issuer(),
                        client,
                        URI.create(campus.authorizationUrl()),
                        URI.create(campus.tokenUrl()),
                        URI.create(campus.jwksUrl()),
                        List.of()));
        world.clock.set(Instant.now());
        world.launched(URI.create(lineItems));
        return world;
    }

    private static BigDecimal points(Column column, Person student) {
        return column.marks().get(student.id()).points();
    }
}
