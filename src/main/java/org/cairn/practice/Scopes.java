package org.cairn.practice;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The LTI services that this platform lets the tool use. */
final class Scopes {

    static final String LINE_ITEM = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem";
    static final String RESULT = "https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly";
    static final String SCORE = "https://purl.imsglobal.org/spec/lti-ags/scope/score";
    static final String MEMBERSHIP = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly";

    static final List<String> AGS = List.of(LINE_ITEM, RESULT, SCORE);
    static final Set<String> ALL =
            Stream.concat(AGS.stream(), Stream.of(MEMBERSHIP)).collect(Collectors.toUnmodifiableSet());

    private Scopes() {}
}
