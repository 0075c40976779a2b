package org.cairn.web.api.badge;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Author;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.Observation;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What evidence looks like to scripts: one flat object for each kind. */
class EvidenceViewTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final InstitutionId INSTITUTION = new InstitutionId(new UUID(0, 1));
    private static final LearnerId ADA = new LearnerId(INSTITUTION, new UUID(0, 2));
    private static final Activity ESSAY =
            new Activity(new PlatformId(INSTITUTION, new UUID(0, 3)), "565", "assignment:4");
    private static final Author TESS = new Author("instructor", ADA, "Tess");
    private static final String IN =
            "\"platform\":\"00000000-0000-0000-0000-000000000003\",\"course\":\"565\",\"activity\":\"assignment:4\"";
    private static final String SAID =
            "\"badge\":\"safe\",\"milestone\":\"talk\",\"byRole\":\"instructor\",\"by\":\"00000000-0000-0000-0000-000000000002\",\"author\":\"Tess\"";

    private static void is(Observation what, String json) {
        Evidence evidence = new Evidence(ADA, "k:1", what, Instant.EPOCH, Instant.EPOCH, "feed:Test");
        JsonNode shown = JSON.readTree(JSON.writeValueAsString(EvidenceView.of(evidence)))
                .path("what");
        assertThat(shown).isEqualTo(JSON.readTree(json));
    }

    @Test
    void marksNameTheirActivity() {
        Observation.Score score = new Observation.Score(ESSAY, new BigDecimal("8.50"), new BigDecimal(10));
        String told = "{\"type\":\"score\"," + IN + ",\"points\":8.5,\"possible\":10}";
        is(score, told);
        is(new Observation.Score(ESSAY, null, BigDecimal.TEN), "{\"type\":\"score\"," + IN + ",\"possible\":10}");
        is(new Observation.Hidden(score), "{\"type\":\"hidden\",\"what\":" + told + "}");
        is(new Observation.Shown(ESSAY), "{\"type\":\"shown\"," + IN + "}");
        is(new Observation.Completion(ESSAY, BigDecimal.ONE), "{\"type\":\"completion\"," + IN + ",\"share\":1}");
        is(
                new Observation.Override(ESSAY, BigDecimal.ONE, BigDecimal.TEN),
                "{\"type\":\"override\"," + IN + ",\"points\":1,\"possible\":10}");
    }

    @Test
    void whatPeopleSaidNamesThem() {
        is(
                new Observation.Attestation("safe", "talk", TESS, "Good.", "https://example.edu/1", true),
                "{\"type\":\"attestation\"," + SAID
                        + ",\"note\":\"Good.\",\"link\":\"https://example.edu/1\",\"stands\":true}");
        is(
                new Observation.Waiver("safe", "talk", TESS, "Elsewhere.", null, false),
                "{\"type\":\"waiver\"," + SAID + ",\"reason\":\"Elsewhere.\",\"stands\":false}");
        is(
                new Observation.BadgeHeld("safe", BigDecimal.ZERO, true),
                "{\"type\":\"badge-held\",\"badge\":\"safe\",\"credits\":0,\"stands\":true}");
    }
}
