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
     * @param progress where to go on with everybody's modules, also if everything before them is read anew
     */
    record Run(
            Instant begun,
            boolean whole,
            @Nullable Instant held,
            int pages,
            Part part,
            @Nullable URI page,
            Progress progress) {

        static Run begin(Instant now, boolean whole, Progress progress) {
            return new Run(now, whole, null, 0, Part.GRADED, null, progress);
        }

        Run at(Part next, @Nullable URI from) {
            return new Run(begun, whole, held, pages, next, from, progress);
        }

        Run progressedTo(@Nullable URI next) {
            return new Run(begun, whole, held, pages, part, page, new Progress(next, null));
        }

        Run progressedTo(long student) {
            return new Run(begun, whole, held, pages, part, page, new Progress(null, student));
        }

        /**
         * Modules that take longer than a day to be read come to their end all the same; but where all of them are to be
         * read, having read what had changed is not enough.
         */
        private Progress goesOn(boolean all) {
            return whole || !all ? progress : new Progress(null, progress.student());
        }

        Run anew() {
            return new Run(begun, true, held, 0, Part.GRADED, null, progress);
        }

        Run onePageMore() {
            return new Run(begun, whole, held, pages + 1, part, page, progress);
        }

        Run holding(@Nullable Instant since) {
            boolean earlier = since != null && (held == null || since.isBefore(held));
            return earlier ? new Run(begun, whole, since, pages, part, page, progress) : this;
        }
    }

    /**
     * How far the reading of modules is, which takes a question for every student.
     *
     * @param page of the list of those whose counts have changed, where Canvas has one
     * @param student the last one whose modules were read, where it has none
     */
    record Progress(@Nullable URI page, @Nullable Long student) {
        static final Progress NONE = new Progress(null, null);
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
        return Run.begin(now, whole, cut == null ? Progress.NONE : cut.goesOn(whole));
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
        return text("");
    }

    /** @param leftOut what the reading under way was refused so far */
    String text(String leftOut) {
        ObjectNode text = JsonNodeFactory.instance.objectNode();
        put(text, "since", since);
        put(text, "wholeAt", wholeAt);
        put(text, "held", held);
        put(text, "pages", pages);
        put(text, "leftOut", leftOut.isEmpty() ? null : leftOut);
        Run now = run;
        if (now != null) {
            ObjectNode under = text.putObject("run");
            put(under, "begun", now.begun());
            put(under, "whole", now.whole());
            put(under, "held", now.held());
            put(under, "pages", now.pages());
            put(under, "part", now.part());
            put(under, "page", now.page());
            put(under, "progressPage", now.progress().page());
            put(under, "progressStudent", now.progress().student());
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

    /** What the reading that was cut short was refused. */
    static String leftOut(@Nullable String text) {
        try {
            return text == null ? "" : StrictJson.read(text).path("leftOut").asString("");
        } catch (StrictJson.Unreadable e) {
            return "";
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
                        page(run, "page"),
                        new Progress(page(run, "progressPage"), student(run)));
    }

    private static @Nullable URI page(JsonNode run, String name) {
        return Fields.has(run, name) ? URI.create(Fields.text(run, name)) : null;
    }

    private static @Nullable Long student(JsonNode run) {
        return Fields.has(run, "progressStudent") ? Long.valueOf(Fields.text(run, "progressStudent")) : null;
    }

    private static int number(JsonNode object, String name) {
        String text = Fields.text(object, name);
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }

    private static @Nullable Instant time(JsonNode object, String name) {
        return Fields.time(object, name).orElse(null);
    }
}
