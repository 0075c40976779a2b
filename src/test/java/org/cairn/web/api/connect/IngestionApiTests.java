package org.cairn.web.api.connect;

import static org.hamcrest.Matchers.hasSize;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedFigures;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.Ingestion;
import org.cairn.ingest.Warning;
import org.cairn.platform.Family;
import org.cairn.web.api.ApiTest;
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
    void eachFeedHasItsFiguresAndWarnings() throws Exception {
        Feed feed = new Feed("feed-9", canvas.id(), FeedKind.CANVAS, null, true);
        watch.feeds.add(new FeedFigures(
                feed,
                Feeds.State.OPEN,
                9,
                1,
                2,
                3,
                4,
                4,
                5,
                2,
                1,
                false,
                Duration.ofMillis(1500),
                HEARD,
                9,
                null,
                List.of(new FeedFigures.Refused("signature", 7, HEARD, HEARD))));
        watch.warnings.add(new Warning(feed, Warning.Kind.NOT_BELIEVED, HEARD, 7));

        getting("/api/ingestion")
                .andExpect(jsonPath("$.feeds[0].feed").value("feed-9"))
                .andExpect(jsonPath("$.feeds[0].duplicates").value(1))
                .andExpect(jsonPath("$.feeds[0].lagSeconds").value(1.5))
                .andExpect(jsonPath("$.feeds[0].refused[0].code").value("signature"))
                .andExpect(jsonPath("$.feeds[0].warnings[0].kind").value("not-believed"))
                .andExpect(jsonPath("$.feeds[0].warnings[0].count").value(7));
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
                "event.no-time\tevent_time",
                HEARD,
                "{\"metadata\":{}}"));

        getting("/api/quarantine")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$", hasSize(1)))
                .andExpect(jsonPath("$[0].code").value("event.no-time"))
                .andExpect(jsonPath("$[0].reason").value("The event has no time that can be read (event_time)."))
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
