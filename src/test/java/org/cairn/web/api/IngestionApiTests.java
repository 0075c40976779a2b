package org.cairn.web.api;

import static org.hamcrest.Matchers.hasSize;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Instant;
import org.cairn.ingest.Ingestion;
import org.cairn.lti.Family;
import org.junit.jupiter.api.Test;

class IngestionApiTests extends ApiTest {

    private static final Instant HEARD = Instant.parse("2026-05-04T07:59:58Z");

    @Test
    void whatWaitsIsMessagesAndLooksTogether() throws Exception {
        ingestion.tally = new Ingestion.Tally(100, 20, 7, 3, 2, 5, 1.5, HEARD);
        looks.waiting = 4;

        getting("/api/ingestion")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.received").value(100))
                .andExpect(jsonPath("$.duplicates").value(20))
                .andExpect(jsonPath("$.waiting").value(11))
                .andExpect(jsonPath("$.messagesWaiting").value(7))
                .andExpect(jsonPath("$.looksWaiting").value(4))
                .andExpect(jsonPath("$.parked").value(3))
                .andExpect(jsonPath("$.quarantined").value(2))
                .andExpect(jsonPath("$.ignored").value(5))
                .andExpect(jsonPath("$.lagSeconds").value(1.5))
                .andExpect(jsonPath("$.lastReceivedAt").value("2026-05-04T07:59:58Z"));
    }

    @Test
    void beforeAnythingArrivedNothingWaits() throws Exception {
        ingestion.tally = new Ingestion.Tally(0, 0, 0, 0, 0, 0, 0, null);
        looks.waiting = 0;

        getting("/api/ingestion")
                .andExpect(jsonPath("$.waiting").value(0))
                .andExpect(jsonPath("$.lastReceivedAt").isEmpty());
    }

    @Test
    void theQuarantinedComeWithTheirReasons() throws Exception {
        ingestion.quarantined.add(new Ingestion.Message(
                canvas.id(),
                "feed-0",
                "key",
                "grade_change",
                Ingestion.State.QUARANTINED,
                "there is no student in it",
                HEARD,
                "{\"metadata\":{}}"));

        getting("/api/quarantine")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$", hasSize(1)))
                .andExpect(jsonPath("$[0].reason").value("there is no student in it"))
                .andExpect(jsonPath("$[0].type").value("grade_change"))
                .andExpect(jsonPath("$[0].platform").value(canvas.id().value().toString()))
                .andExpect(jsonPath("$[0].feed").value("feed-0"))
                .andExpect(jsonPath("$[0].receivedAt").value("2026-05-04T07:59:58Z"))
                .andExpect(jsonPath("$[0].body").value("{\"metadata\":{}}"));
        getting("/api/quarantine?limit=0").andExpect(status().isBadRequest());
    }

    @Test
    void ofSeveralInstitutionsOneMustBeNamed() throws Exception {
        platforms.given("Elsewhere", Family.MOODLE);

        getting("/api/ingestion").andExpect(status().isBadRequest());
        getting("/api/quarantine").andExpect(status().isBadRequest());
        getting("/api/ingestion?institution=Elsewhere").andExpect(status().isOk());
    }
}
