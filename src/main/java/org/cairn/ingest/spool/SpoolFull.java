package org.cairn.ingest.spool;

import java.io.IOException;

/** Says that there is no room, or none that we may take. */
public final class SpoolFull extends IOException {
    SpoolFull(String message) {
        super(message);
    }
}
