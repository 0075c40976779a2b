package org.cairn.ingest.xapi.check;

import java.util.regex.Pattern;

/** Durations (Data 4.6): ISO 8601, either weeks alone or the other units in their order. */
final class Durations {

    private static final String NUMBER = "\\d+(?:[.,]\\d+)?";
    private static final Pattern FORM = Pattern.compile(
            "P(?:NW|(?=\\d|T\\d)(?:NY)?(?:NM)?(?:ND)?(?:T(?=\\d)(?:NH)?(?:NM)?(?:NS)?)?)".replace("N", NUMBER));

    private Durations() {}

    static void check(Part part) throws Flaw {
        part.text(FORM, "a duration of ISO 8601");
    }
}
