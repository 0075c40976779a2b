package org.cairn.practice.lti;

import org.springframework.http.MediaType;

/** The media types of Assignment and Grade Services 2.0 that both platforms answer with. */
public final class GradeTypes {

    public static final MediaType ITEM = MediaType.parseMediaType("application/vnd.ims.lis.v2.lineitem+json");
    public static final MediaType ITEMS = MediaType.parseMediaType("application/vnd.ims.lis.v2.lineitemcontainer+json");
    public static final MediaType RESULTS = MediaType.parseMediaType("application/vnd.ims.lis.v2.resultcontainer+json");

    private GradeTypes() {}
}
