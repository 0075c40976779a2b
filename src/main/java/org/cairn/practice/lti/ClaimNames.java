package org.cairn.practice.lti;

/** How the claims of LTI begin (LTI Core 1.3, section 5.4; LTI Deep Linking 2.0, section 4). */
public final class ClaimNames {

    public static final String LTI = "https://purl.imsglobal.org/spec/lti/claim/";
    public static final String DEEP = "https://purl.imsglobal.org/spec/lti-dl/claim/";

    private ClaimNames() {}
}
