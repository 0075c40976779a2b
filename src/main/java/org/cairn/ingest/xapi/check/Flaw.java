package org.cairn.ingest.xapi.check;

/** Says what breaks the specification, and where; it never quotes what people wrote. */
public final class Flaw extends Exception {

    public Flaw(String place, String what) {
        super("%s %s".formatted(place, what), null, false, false);
    }
}
