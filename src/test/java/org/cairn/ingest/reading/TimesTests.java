package org.cairn.ingest.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTests {

    private static final Instant MORNING = Instant.parse("2026-03-02T10:15:30Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-02T10:15:30Z",
                "2026-03-02T10:15:30.000Z",
                "2026-03-02T02:15:30-08:00",
                "2026-03-02T02:15:30-0800",
                "2026-03-02 02:15:30 -0800",
                "2026-03-02 15:45:30 +05:30",
                "2026-03-02 10:15:30 UTC",
                "2026-03-02 10:15:30 Z"
            })
    void aTimeIsReadHoweverItsZoneIsWritten(String text) {
        assertThat(Times.parse(text)).contains(MORNING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-03-02T10:15:30",
                "2026-03-02",
                "2026-02-30T10:15:30Z",
                "yesterday",
                "2026-03-02T10:15:30-8"
            })
    void aTimeWithoutZoneOrThatNeverWasIsNone(String text) {
        assertThat(Times.parse(text)).isEmpty();
    }
}
