package org.cairn.lti;

/** The kinds of identifier under which platforms speak of one person; each is unique within its platform. */
public enum IdentifierKind {
    /** The LTI {@code sub}. */
    SUB("sub"),
    /** The LTI 1.1 user id: Canvas's {@code lti11_legacy_user_id} and, in its events, {@code lti_user_id}. */
    LTI11("lti11"),
    /** Canvas's id with the shard in front, such as 21070000000000048. */
    CANVAS_GLOBAL("canvas-global"),
    /** Canvas's id within its shard, such as 48. */
    CANVAS_LOCAL("canvas-local"),
    /** Canvas's user uuid. */
    CANVAS_UUID("canvas-uuid"),
    /** The id in the student information system. */
    SIS("sis");

    private final String code;

    IdentifierKind(String code) {
        this.code = code;
    }

    /** The short name under which the kind is stored and shown. */
    public String code() {
        return code;
    }

    /**
     * The kind of this short name.
     *
     * @throws IllegalArgumentException for a code that is none of ours
     */
    public static IdentifierKind of(String code) {
        for (IdentifierKind kind : values()) {
            if (kind.code.equals(code)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("'%s' is not a kind of identifier".formatted(code));
    }
}
