package org.cairn;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a test shows of a source, from the wire to the award or to its rightful absence. {@code docs/evidence.md} has the
 * table of all of them.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Shows.All.class)
public @interface Shows {
    Source of();

    Awkward[] what();

    /** Where evidence comes from, in the order and by the names of the table. */
    enum Source {
        CANVAS,
        CALIPER,
        CANVAS_API,
        COLUMNS,
        XAPI,
        XAPI_STRICT,
        MOODLE_API,
        EVENTS,
        CSV,
        BY_HAND;

        String title() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** What goes wrong wherever people and machines work together. */
    enum Awkward {
        REPEATED("repeated"),
        REORDERED("reordered"),
        REPLAYED("replayed after a month"),
        MISSING_IDS("missing ids"),
        NULL_SCORE("null score"),
        ZERO_POSSIBLE("zero points possible"),
        NEGATIVE("negative score"),
        OVER_100("over 100 %"),
        REGRADED_DOWN("regraded down"),
        EXCUSED("excused"),
        MUTED_THEN_POSTED("muted, then posted"),
        WITHDRAWN("withdrawn completion"),
        UNKNOWN_PERSON("unknown person"),
        KNOWN_LATER("person known later"),
        DELETED_PERSON("deleted person"),
        RENAMED_COURSE("renamed course"),
        WRONG_SECRET("wrong secret"),
        WRONG_SIGNATURE("wrong signature"),
        ROTATED("rotated key or secret"),
        TEN_MEGABYTES("10 MB body"),
        DEEP_NESTING("deep nesting"),
        INVALID_UTF8("invalid UTF-8");

        private final String title;

        Awkward(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /** Several of them. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface All {
        Shows[] value();
    }
}
