package org.cairn.ingest.canvasapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.cairn.ingest.canvasapi.Bookmark.Part;
import org.cairn.ingest.canvasapi.Bookmark.Progress;
import org.cairn.ingest.canvasapi.Bookmark.Run;
import org.junit.jupiter.api.Test;

class BookmarkTests {

    private static final Instant BEGUN = Instant.parse("2026-04-01T10:00:00Z");
    private static final URI PAGE = URI.create("https://canvas.example/api/v1/x?page=bookmark:2");

    private static final Bookmark ONCE_READ =
            Bookmark.NEW.after(new Run(BEGUN, true, null, 9, Part.PROGRESS, null, Progress.NONE));

    private static Bookmark cut(boolean whole) {
        Run run = new Run(BEGUN, whole, null, 3, Part.PROGRESS, PAGE, new Progress(PAGE, 48L));
        return Bookmark.read(ONCE_READ.in(run).text());
    }

    @Test
    void aReadingThatWasCutShortIsGoneOnWithForADay() {
        assertThat(cut(false).go(BEGUN.plus(Duration.ofHours(23))))
                .isEqualTo(cut(false).run());
        assertThat(cut(false).go(BEGUN.plus(Duration.ofHours(25))).page()).isNull();
        assertThat(cut(false).go(BEGUN.minusSeconds(60)).page())
                .as("clocks go back")
                .isNull();
    }

    @Test
    void whatShouldHaveBeenReadAsAWholeIsStillToBe() {
        Instant next = BEGUN.plus(Duration.ofHours(30));
        Bookmark since = new Bookmark(next, next, null, 9, cut(true).run());
        assertThat(since.go(next.plusSeconds(60)).whole()).isTrue();
        assertThat(new Bookmark(next, next, null, 9, cut(false).run())
                        .go(next.plusSeconds(60))
                        .whole())
                .isFalse();
    }

    @Test
    void modulesThatTakeLongerThanADayAreGoneOnWithThoughAllElseBeginsAnew() {
        Run later = cut(true).go(BEGUN.plus(Duration.ofHours(25)));
        assertThat(later.part()).isEqualTo(Part.GRADED);
        assertThat(later.progress()).isEqualTo(new Progress(PAGE, 48L));
        assertThat(cut(false).go(BEGUN.plus(Duration.ofHours(25))).progress())
                .as("now everybody is to be read, not only those with changes")
                .isEqualTo(new Progress(null, 48L));
        assertThat(Bookmark.read(ONCE_READ.in(later).text()).run()).isEqualTo(later);
        Bookmark done = cut(true).after(later);
        assertThat(done.go(BEGUN.plus(Duration.ofHours(30))).progress())
                .as("the next reading is one of all")
                .isEqualTo(Progress.NONE);
    }

    @Test
    void whatCannotBeReadIsANewBeginning() {
        assertThat(Bookmark.read("{\"run\":{\"begun\":\"2026-04-01T10:00:00Z\",\"part\":\"ELSEWHERE\"}}"))
                .isEqualTo(Bookmark.NEW);
        assertThat(Bookmark.read("[")).isEqualTo(Bookmark.NEW);
        assertThat(Bookmark.NEW.go(BEGUN).whole()).isTrue();
    }
}
