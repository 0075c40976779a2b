package org.cairn.practice;

import java.util.List;

/** The LTI services that this platform lets the tool use. */
final class Scopes {

    static final String AGS_PREFIX = "https://purl.imsglobal.org/spec/lti-ags/scope/";
    static final String LINE_ITEM = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem";
    static final String RESULT = "https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly";
    static final String SCORE = "https://purl.imsglobal.org/spec/lti-ags/scope/score";
    static final String MEMBERSHIP = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly";

    static final String LINE_ITEM_READ = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly";
    static final String NOTICES = "https://purl.imsglobal.org/spec/lti/scope/noticehandlers";

    static final List<String> AGS = List.of(LINE_ITEM, RESULT, SCORE);
    static final List<String> CANVAS = List.of(LINE_ITEM, LINE_ITEM_READ, RESULT, SCORE, MEMBERSHIP, NOTICES);
    static final List<String> MOODLE = List.of(LINE_ITEM, LINE_ITEM_READ, RESULT, SCORE, MEMBERSHIP);

    private Scopes() {}
}
