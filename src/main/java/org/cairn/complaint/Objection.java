package org.cairn.complaint;

/** Says what is wrong with what was asked for; the message is for logs, and quotes no secret. */
public final class Objection extends IllegalArgumentException implements Explained {

    private final Complaint why;

    public Objection(Complaint why) {
        super(why.line());
        this.why = why;
    }

    public static Objection of(String code, Object... about) {
        return new Objection(Complaint.of(code, about));
    }

    @Override
    public Complaint why() {
        return why;
    }
}
