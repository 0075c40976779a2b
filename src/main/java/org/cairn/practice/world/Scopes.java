package org.cairn.practice.world;

import java.util.List;

/** The LTI services that this platform lets the tool use. */
public final class Scopes {

    public static final String AGS_PREFIX = "https://purl.imsglobal.org/spec/lti-ags/scope/";
    public static final String LINE_ITEM = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem";
    public static final String RESULT = "https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly";
    public static final String SCORE = "https://purl.imsglobal.org/spec/lti-ags/scope/score";
    public static final String MEMBERSHIP = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly";

    public static final String LINE_ITEM_READ = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly";
    public static final String NOTICES = "https://purl.imsglobal.org/spec/lti/scope/noticehandlers";

    public static final List<String> AGS = List.of(LINE_ITEM, RESULT, SCORE);
    public static final List<String> CANVAS = List.of(LINE_ITEM, LINE_ITEM_READ, RESULT, SCORE, MEMBERSHIP, NOTICES);
    public static final List<String> MOODLE = List.of(LINE_ITEM, LINE_ITEM_READ, RESULT, SCORE, MEMBERSHIP);

    private Scopes() {}
}
