package org.cairn.ingest.canvasapi;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.cairn.ingest.reading.StrictJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where the reading of a course stands.
 *
 * @param since when the last reading that came to its end began; null before the first
 * @param wholeAt when the last whole reading began
 * @param held since when there are grades that their students may not see yet; null where there are none
 * @param pages how many pages all submissions filled when they were last read; 0 when never
 * @param run the reading under way, or cut short; null between readings
 */
record Bookmark(
        @Nullable Instant since,
        @Nullable Instant wholeAt,
        @Nullable Instant held,
        int pages,
        @Nullable Run run) {

    static final Bookmark NEW = new Bookmark(null, null, null, 0, null);

    /** So few pages are read as a whole each time: then nothing that has no time of its own waits for a day. */
    private static final int FEW_PAGES = 5;

    /** Once a day everything is read, for not all that changes has a new time. */
    private static final Duration WHOLE_EVERY = Duration.ofDays(1);

    /**
     * So long a reading that was cut short is gone on with: a large course takes hours, with pauses while others are
     * read. Should Canvas not know the page any more, the part begins anew.
     */
    private static final Duration RUN_KEEPS = Duration.ofDays(1);

    /** Clocks differ, and what was changed during the last reading may have been missed. */
    private static final Duration OVERLAP = Duration.ofMinutes(15);

    /** What is read, in this order. */
    enum Part {
        GRADED,
        SUBMITTED,
        OUTCOMES,
        PROGRESS
    }

    /**
     * One reading.
     *
     * @param whole true where everything is read, whatever its time
     * @param held since when there are grades that their students may not see yet, as far as this reading has found
     * @param pages how many pages of submissions were read
     * @param page where to go on; null for the part's first page
     */
    record Run(
            Instant begun,
            boolean whole,
            @Nullable Instant held,
            int pages,
            Part part,
            @Nullable URI page) {

        Run at(Part next, @Nullable URI from) {
            return new Run(begun, whole, held, pages, next, from);
        }

        Run anew() {
            return new Run(begun, true, held, 0, Part.GRADED, null);
        }

        Run onePageMore() {
            return new Run(begun, whole, held, pages + 1, part, page);
        }

        Run holding(@Nullable Instant since) {
            boolean earlier = since != null && (held == null || since.isBefore(held));
            return earlier ? new Run(begun, whole, since, pages, part, page) : this;
        }
    }

    /** The reading that was cut short, or a new one; what it should have read as a whole is still to be. */
    Run go(Instant now) {
        Run cut = run;
        if (cut != null
                && !now.isBefore(cut.begun())
                && now.isBefore(cut.begun().plus(RUN_KEEPS))) {
            return cut;
        }
        boolean whole = wholeAt == null
                || now.isBefore(wholeAt)
                || !now.isBefore(wholeAt.plus(WHOLE_EVERY))
                || (cut != null && cut.whole());
        return new Run(now, whole, null, 0, Part.GRADED, null);
    }

    Bookmark in(@Nullable Run now) {
        return new Bookmark(since, wholeAt, held, pages, now);
    }

    Bookmark after(Run done) {
        return new Bookmark(
                done.begun(),
                done.whole() ? done.begun() : wholeAt,
                done.held(),
                readsAll(done) ? done.pages() : pages,
                null);
    }

    /** Whether this reading asks for all submissions, whatever their time. */
    boolean readsAll(Run reading) {
        return reading.whole() || (pages > 0 && pages <= FEW_PAGES);
    }

    /** From when on grades are asked for: those that were held back may have been shown since. */
    Instant gradesFrom() {
        Instant usual = from();
        return held != null && held.isBefore(usual) ? held.minus(OVERLAP) : usual;
    }

    Instant from() {
        return since == null ? Instant.EPOCH : since.minus(OVERLAP);
    }

    String text() {
        ObjectNode text = JsonNodeFactory.instance.objectNode();
        put(text, "since", since);
        put(text, "wholeAt", wholeAt);
        put(text, "held", held);
        put(text, "pages", pages);
        Run now = run;
        if (now != null) {
            ObjectNode under = text.putObject("run");
            put(under, "begun", now.begun());
            put(under, "whole", now.whole());
            put(under, "held", now.held());
            put(under, "pages", now.pages());
            put(under, "part", now.part());
            put(under, "page", now.page());
        }
        return text.toString();
    }

    private static void put(ObjectNode object, String name, @Nullable Object value) {
        if (value != null) {
            object.put(name, value.toString());
        }
    }

    /** What cannot be read, or is from another time, is a new beginning. */
    static Bookmark read(@Nullable String text) {
        if (text == null) {
            return NEW;
        }
        try {
            JsonNode read = StrictJson.read(text);
            return new Bookmark(
                    time(read, "since"),
                    time(read, "wholeAt"),
                    time(read, "held"),
                    number(read, "pages"),
                    run(read.path("run")));
        } catch (StrictJson.Unreadable | IllegalArgumentException e) {
            return NEW;
        }
    }

    private static @Nullable Run run(JsonNode run) {
        Instant begun = time(run, "begun");
        return begun == null
                ? null
                : new Run(
                        begun,
                        Fields.text(run, "whole").equals("true"),
                        time(run, "held"),
                        number(run, "pages"),
                        Part.valueOf(Fields.text(run, "part")),
                        Fields.has(run, "page") ? URI.create(Fields.text(run, "page")) : null);
    }

    private static int number(JsonNode object, String name) {
        String text = Fields.text(object, name);
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }

    private static @Nullable Instant time(JsonNode object, String name) {
        return Fields.time(object, name).orElse(null);
    }
}
