package org.cairn.web.api.badge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.cairn.award.Award;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.Observation;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;
import org.cairn.web.api.ApiTest;
import org.junit.jupiter.api.Test;

class AwardApiTests extends ApiTest {

    private static final Instant EARNED = Instant.parse("2026-05-01T10:00:00Z");
    private static final Instant DECIDED = Instant.parse("2026-05-01T10:00:01.5Z");

    @Test
    void anAwardComesWithWhatDecidedIt() throws Exception {
        LearnerId ada = learner("48");
        Activity charter = new Activity(canvas.id(), "565", "assignment:355");
        log.append(List.of(
                evidence(ada, "score", new Observation.Score(charter, new BigDecimal("85.0"), new BigDecimal("100"))),
                evidence(ada, "completion", new Observation.Completion(charter, BigDecimal.ONE)),
                evidence(
                        ada,
                        "attestation",
                        new Observation.Attestation("pbl", "mentor", "instructor", learner("7"), "Well done", true)),
                evidence(ada, "held", new Observation.BadgeHeld("base", new BigDecimal("2.0"), true)),
                evidence(ada, "beside the point", new Observation.Completion(charter, BigDecimal.ZERO))));
        Award award = award(1, ada, "pbl", List.of("score", "completion", "attestation", "held"));

        getting("/api/awards")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$", hasSize(1)))
                .andExpect(jsonPath("$[0].id").value(award.id().toString()))
                .andExpect(jsonPath("$[0].learner").value(ada.value().toString()))
                .andExpect(jsonPath("$[0].badge").value("pbl"))
                .andExpect(jsonPath("$[0].version").value(2))
                .andExpect(jsonPath("$[0].state").value("ISSUED"))
                .andExpect(jsonPath("$[0].earnedAt").value("2026-05-01T10:00:00Z"))
                .andExpect(jsonPath("$[0].decidedAt").value("2026-05-01T10:00:01.500Z"))
                .andExpect(jsonPath("$[0].credentialUrl")
                        .value("https://badges.example.edu/credentials/proof-" + award.id()))
                .andExpect(jsonPath("$[0].evidence", hasSize(4)))
                .andExpect(jsonPath("$[0].evidence[0].key").value("score"))
                .andExpect(jsonPath("$[0].evidence[0].source").value("feed:Platform 0"))
                .andExpect(jsonPath("$[0].evidence[0].occurredAt").value("2026-05-01T10:00:00Z"))
                .andExpect(jsonPath("$[0].evidence[0].what.type").value("score"))
                .andExpect(jsonPath("$[0].evidence[0].what.activity").value("assignment:355"))
                .andExpect(jsonPath("$[0].evidence[0].what.points").value(85))
                .andExpect(jsonPath("$[0].evidence[1].what.share").value(1))
                .andExpect(jsonPath("$[0].evidence[2].what.note").value("Well done"))
                .andExpect(jsonPath("$[0].evidence[3].what.credits").value(2));
    }

    @Test
    void awardsAreFilteredByBadgeLearnerAndPlatform() throws Exception {
        LearnerId ada = learner("48");
        LearnerId bob = learner("49");
        award(1, ada, "pbl", List.of());
        award(2, bob, "pbl", List.of());
        award(3, bob, "other", List.of());

        getting("/api/awards?badge=pbl").andExpect(jsonPath("$", hasSize(2)));
        getting("/api/awards?badge=nothing").andExpect(jsonPath("$", hasSize(0)));
        getting("/api/awards?learner={id}", bob.value()).andExpect(jsonPath("$", hasSize(2)));
        getting("/api/awards?badge=pbl&learner={id}", bob.value()).andExpect(jsonPath("$", hasSize(1)));
        getting("/api/awards?platform={p}&learner=49", canvas.id().value()).andExpect(jsonPath("$", hasSize(2)));
        getting("/api/awards?learner=49").andExpect(status().isNotFound());
        getting("/api/awards?platform={p}", UUID.randomUUID()).andExpect(status().isNotFound());
    }

    @Test
    void nobodySeesAwardsOfAnotherInstitution() throws Exception {
        LearnerId ada = learner("48");
        award(1, ada, "pbl", List.of());
        platforms.given("Elsewhere", Family.MOODLE);

        getting("/api/awards").andExpect(status().isBadRequest());
        getting("/api/awards?institution=Elsewhere").andExpect(jsonPath("$", hasSize(0)));
        getting("/api/awards?institution=Elsewhere&learner={id}", ada.value()).andExpect(status().isNotFound());
        getting("/api/awards?institution=Elsewhere&platform={p}", canvas.id().value())
                .andExpect(status().isNotFound());
        getting("/api/awards?platform={p}", canvas.id().value()).andExpect(jsonPath("$", hasSize(1)));
    }

    @Test
    void thousandsComeInPages() throws Exception {
        LearnerId ada = learner("48");
        IntStream.rangeClosed(1, 25).forEach(n -> award(26 - n, ada, "badge" + n, List.of()));

        getting("/api/awards?limit=10&badge=").andExpect(status().isOk());
        getting("/api/awards?limit=10")
                .andExpect(jsonPath("$", hasSize(10)))
                .andExpect(jsonPath("$[0].id").value(id(1).toString()))
                .andExpect(header().string(
                                "Link",
                                "<https://badges.example.edu/api/awards?limit=10&after=%s>; rel=\"next\""
                                        .formatted(id(10))));
        getting("/api/awards?limit=10&after={id}", id(20))
                .andExpect(jsonPath("$", hasSize(5)))
                .andExpect(header().doesNotExist("Link"));
        getting("/api/awards?limit=25").andExpect(jsonPath("$", hasSize(25))).andExpect(header().doesNotExist("Link"));
        for (String wrong : List.of("0", "-1", "10001", "1000000000", "x", "99999999999")) {
            getting("/api/awards?limit={l}", wrong)
                    .andExpect(status().isBadRequest())
                    .andExpect(jsonPath("$.field").value("limit"))
                    .andExpect(jsonPath("$.detail", containsString("limit")));
        }
    }

    @Test
    void aThousandAwardsCostAHandfulOfQuestions() throws Exception {
        IntStream.rangeClosed(1, 1000).forEach(n -> award(n, learner("s" + n), "pbl", List.of()));
        log.questions = 0;

        getting("/api/awards").andExpect(jsonPath("$", hasSize(1000)));
        assertThat(log.questions).isEqualTo(2);
    }

    private LearnerId learner(String id) {
        return learners.given(canvas.id(), new Identifier(IdentifierKind.CANVAS_LOCAL, id));
    }

    private Award award(int n, LearnerId learner, String badge, List<String> evidence) {
        Award award = new Award(id(n), learner, badge, 2, Award.State.ISSUED, EARNED, DECIDED, evidence, null);
        awards.all.add(award);
        return award;
    }

    private static UUID id(int n) {

        return new UUID(0x8000000000000000L + n, n);
    }

    private static Evidence evidence(LearnerId learner, String key, Observation what) {
        return new Evidence(learner, key, what, EARNED, DECIDED, "feed:Platform 0");
    }
}
