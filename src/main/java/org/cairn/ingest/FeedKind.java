package org.cairn.ingest;

import org.cairn.complaint.Objection;

/** Which format a feed speaks, and whether its platform sends or is asked. */
public enum FeedKind {
    /** Canvas Live Events in Canvas's own format. */
    CANVAS("canvas", Way.SENT),
    /** Caliper 1.0 to 1.2, also as Canvas sends it. */
    CALIPER("caliper", Way.SENT),
    /** xAPI statements, such as Moodle's logstore_xapi sends. */
    XAPI("xapi", Way.SENT),
    /** Our own simple JSON events. */
    EVENTS("events", Way.SENT),
    /** Canvas's REST interface, which Cairn asks. */
    CANVAS_API("canvas-api", Way.ASKED),
    /** Moodle's web services, which Cairn asks. */
    MOODLE_API("moodle-api", Way.ASKED);

    private enum Way {
        SENT,
        ASKED
    }

    private final String code;
    private final Way way;

    FeedKind(String code, Way way) {
        this.code = code;
        this.way = way;
    }

    /** The short name under which the kind is known in paths and scripts. */
    public String code() {
        return code;
    }

    /** True where Cairn asks the platform instead of being sent to. */
    public boolean isAsked() {
        return way == Way.ASKED;
    }

    /**
     * The kind of this short name.
     *
     * @throws IllegalArgumentException naming the kinds there are
     */
    public static FeedKind of(String code) {
        for (FeedKind kind : values()) {
            if (kind.code.equals(code)) {
                return kind;
            }
        }
        throw Objection.of("feed.no-kind", code);
    }
}
