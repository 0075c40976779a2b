package org.cairn.ingest.canvas;

import org.cairn.ingest.endpoint.Format;
import org.cairn.ingest.meaning.Translator;

/** What the tests of other packages need of this one. */
public final class CanvasTestFormat {

    private CanvasTestFormat() {}

    public static Format format() {
        return new CanvasFormat();
    }

    public static Translator translator() {
        return new CanvasEvents();
    }
}
