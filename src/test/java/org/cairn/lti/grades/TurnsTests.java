package org.cairn.lti.grades;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cairn.Case;
import org.cairn.TestDatabase;
import org.cairn.platform.Family;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A list of results that takes longer to read than a turn lasts. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class TurnsTests {

    private static final int PAGES = 60;
    /** As slow as an answer may be. */
    private static final Duration EACH = Duration.ofSeconds(9);

    private static final Meanwhile MEANWHILE = new Meanwhile();

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig()
                    .dynamicPort()
                    .containerThreads(50)
                    .extensions(MEANWHILE))
            .build();

    private final TestDatabase database;
    private GradeWorld world;
    private GradeWorld.Node other;

    TurnsTests(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void twoNodes() {
        MEANWHILE.clear();
        world = GradeWorld.ready(database, SERVER, Family.CANVAS);
        other = world.node();
    }

    /** The list of results, each page of which says where the next one is. */
    private void pages() {
        for (int page = 1; page <= PAGES; page++) {
            ResponseDefinitionBuilder answer = aResponse().withBody("[]");
            if (page < PAGES) {
                answer.withHeader("Link", "<%s>; rel=\"next\"".formatted(world.url(path(page + 1))));
            }
            String path = page == 1 ? GradeWorld.ITEM_PATH + "/results" : path(page);
            SERVER.stubFor(get(urlPathMatching(path)).willReturn(answer));
        }
    }

    private static String path(int page) {
        return "/results/" + page;
    }

    private void oldColumn() {
        world.report(world.student("ada"), "40");
        // what is known of the column is too old to write by
        world.clock.advance(Duration.ofMinutes(11));
        pages();
    }

    @Test
    @Case("F13")
    void aTurnLastsAsLongAsItsCallsDoAndNoOtherNodeBegins() {
        oldColumn();
        List<Integer> served = new ArrayList<>();
        for (int page = 2; page <= PAGES; page++) {
            MEANWHILE.at(path(page), () -> {
                world.clock.advance(EACH);
                served.add(other.serve(world.platform));
            });
        }
        world.serve();
        assertThat(served).hasSize(PAGES - 1).containsOnly(0);
        assertThat(world.percents()).containsExactly("40.0");
        assertThat(world.column().written()).isEqualTo(1);
    }

    @Test
    @Case({"F13", "F23"})
    void whoSleepsThroughTheirTurnCallsNoMore() {
        oldColumn();
        List<Integer> calls = new ArrayList<>();
        MEANWHILE.at(path(5), () -> {
            world.clock.advance(Duration.ofMinutes(10));
            other.serve(world.platform);
            world.clock.advance(Duration.ofMinutes(1));
            calls.add(SERVER.getAllServeEvents().size());
        });
        world.serve();
        assertThat(world.percents()).as("written by the other node").containsExactly("40.0");
        assertThat(SERVER.getAllServeEvents())
                .as("the call at hand, and no other")
                .hasSize(calls.getFirst());
        assertThat(world.column().written()).isEqualTo(1);
        assertThat(world.column().kept()).isZero();
    }
}
