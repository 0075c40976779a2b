package org.cairn.people;

import org.cairn.complaint.Objection;

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
    SIS("sis"),
    /** The name somebody logs in by; it may be given to somebody else later. */
    USERNAME("username"),
    /** An account of an xAPI actor: its home page, a bar, its name. */
    XAPI_ACCOUNT("xapi-account"),
    /** The IRI under which a Caliper sender, or the OpenID under which an xAPI one, speaks of somebody. */
    IRI("iri"),
    /**
     * An e-mail address in lower case. It finds a person of whom the same platform said that it is theirs, and nobody
     * else's; it never makes two people one and is never claimed by somebody.
     */
    EMAIL("email"),
    /** The hexadecimal SHA-1 of {@code mailto:} and an e-mail address (xAPI's {@code mbox_sha1sum}); as weak as the address. */
    EMAIL_SHA1("email-sha1");

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
        throw Objection.of("identifier.no-kind", code);
    }
}
