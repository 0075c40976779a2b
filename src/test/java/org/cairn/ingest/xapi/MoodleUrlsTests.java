package org.cairn.ingest.xapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MoodleUrlsTests {

    @Test
    void theIdIsFoundWhereverItStandsInTheQuery() {
        assertThat(MoodleUrls.module("https://moodle.example.edu/mod/quiz/view.php?forceview=1&id=6"))
                .contains("6");
        assertThat(MoodleUrls.course("https://moodle.example.edu/course/view.php?id=3&section=2"))
                .contains("3");
        assertThat(MoodleUrls.isPartOfModule("https://moodle.example.edu/mod/quiz/review.php?attempt=9&cmid=6"))
                .isTrue();
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anAddressMadeToBeSearchedForHoursIsNotSearched() {
        String course = "https://a.example" + "/course/view.php?&".repeat(50_000);
        String module = "https://a.example" + "/mod/quiz/view.php?&".repeat(50_000);
        String part = "https://a.example" + "/mod/quiz/review.php?&".repeat(50_000);

        assertThat(MoodleUrls.course(course)).isEmpty();
        assertThat(MoodleUrls.module(module)).isEmpty();
        assertThat(MoodleUrls.isPartOfModule(part)).isFalse();
    }
}
