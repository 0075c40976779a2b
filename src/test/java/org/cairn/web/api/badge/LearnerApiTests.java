package org.cairn.web.api.badge;

import static org.hamcrest.Matchers.hasSize;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.cairn.pathway.Badge;
import org.cairn.pathway.BadgeStanding;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;
import org.cairn.rules.Fact;
import org.cairn.rules.Rule;
import org.cairn.rules.Rules;
import org.cairn.web.api.ApiTest;
import org.junit.jupiter.api.Test;

class LearnerApiTests extends ApiTest {

    private static final Instant AT = Instant.parse("2026-05-04T07:00:00.123456Z");

    @Test
    void aLearnerIsFoundByAnyIdentifier() throws Exception {
        LearnerId ada = ada();

        for (String id : List.of("48", "21070000000000048")) {
            getting("/api/learners?platform={p}&id={i}", canvas.id().value(), id)
                    .andExpect(status().isOk())
                    .andExpect(jsonPath("$.id").value(ada.value().toString()))
                    .andExpect(jsonPath("$.identifiers", hasSize(2)))
                    .andExpect(jsonPath("$.identifiers[0].kind").value("canvas-local"))
                    .andExpect(jsonPath("$.identifiers[0].value").value("48"));
        }
    }

    @Test
    void whoIsUnknownIsNotFound() throws Exception {
        ada();

        getting("/api/learners?platform={p}&id=49", canvas.id().value()).andExpect(status().isNotFound());
        getting("/api/learners?platform={p}&id=48", UUID.randomUUID()).andExpect(status().isNotFound());
        getting("/api/learners?platform={p}", canvas.id().value())
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value("id"));
        getting("/api/learners?id=48")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value("platform"));
    }

    @Test
    void standingsAreTheWholeTree() throws Exception {
        LearnerId ada = ada();
        Badge badge = pathways.given(
                canvas.id().institution(),
                "pbl",
                new Rule.All(List.of(
                        new Rule.Score("charter", new BigDecimal("0.8"), null),
                        new Rule.AtLeast(
                                1,
                                List.of(
                                        new Rule.Complete("kickoff", null),
                                        new Rule.Attested("mentor", "instructor", null))),
                        new Rule.Complete("late", AT.minusSeconds(60)),
                        new Rule.Holds("other"),
                        new Rule.Credits(new BigDecimal("6.0"), List.of("a", "b")))));
        Fact scored = new Fact.Scored("charter", "feed", new BigDecimal("0.850"), null, AT, "e1");
        pathways.standings.put(
                ada,
                List.of(new BadgeStanding(badge, Rules.evaluate(badge.rule(), List.of(scored), AT.plusSeconds(5)))));

        getting("/api/learners/{id}/standings", ada.value())
                .andExpect(status().isOk())
                .andExpect(jsonPath("$", hasSize(1)))
                .andExpect(jsonPath("$[0].badge").value("pbl"))
                .andExpect(jsonPath("$[0].version").value(1))
                .andExpect(jsonPath("$[0].title").value("Title of pbl"))
                .andExpect(jsonPath("$[0].state").value("IMPOSSIBLE"))
                .andExpect(jsonPath("$[0].met").value(false))
                .andExpect(jsonPath("$[0].progress").isNumber())
                .andExpect(jsonPath("$[0].since").doesNotExist())
                .andExpect(jsonPath("$[0].standing.rule.type").value("all"))
                .andExpect(jsonPath("$[0].standing.reason.type").value("count"))
                .andExpect(jsonPath("$[0].standing.reason.needed").value(5))
                .andExpect(jsonPath("$[0].standing.children", hasSize(5)))
                .andExpect(jsonPath("$[0].standing.children[0].state").value("MET"))
                .andExpect(jsonPath("$[0].standing.children[0].progress").value(1))
                .andExpect(jsonPath("$[0].standing.children[0].since").value("2026-05-04T07:00:00.123456Z"))
                .andExpect(jsonPath("$[0].standing.children[0].evidence[0]").value("e1"))
                .andExpect(jsonPath("$[0].standing.children[0].rule.atLeast").value(0.8))
                .andExpect(jsonPath("$[0].standing.children[0].reason.have").value(0.85))
                .andExpect(jsonPath("$[0].standing.children[1].rule.type").value("at-least"))
                .andExpect(jsonPath("$[0].standing.children[1].next.type").exists())
                .andExpect(jsonPath("$[0].standing.children[1].children[1].rule.by")
                        .value("instructor"))
                .andExpect(jsonPath("$[0].standing.children[2].reason.type").value("too-late"))
                .andExpect(jsonPath("$[0].standing.children[3].rule.badge").value("other"))
                .andExpect(jsonPath("$[0].standing.children[4].reason.needed").value(6));
    }

    @Test
    void aLearnerOfAnotherInstitutionIsNotThere() throws Exception {
        LearnerId ada = ada();
        platforms.given("Elsewhere", Family.MOODLE);

        getting("/api/learners/{id}/standings?institution=Buffalo", ada.value()).andExpect(status().isOk());
        getting("/api/learners/{id}/standings?institution=Elsewhere", ada.value())
                .andExpect(status().isNotFound());
        getting("/api/learners/{id}/standings", ada.value()).andExpect(status().isBadRequest());
        getting("/api/learners/{id}/standings?institution=Buffalo", UUID.randomUUID())
                .andExpect(status().isNotFound());
        getting("/api/learners/{id}/standings?institution=Buffalo", "x").andExpect(status().isNotFound());
    }

    private LearnerId ada() {
        return learners.given(
                canvas.id(),
                new Identifier(IdentifierKind.CANVAS_LOCAL, "48"),
                new Identifier(IdentifierKind.CANVAS_GLOBAL, "21070000000000048"));
    }
}
