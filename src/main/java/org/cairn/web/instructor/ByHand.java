package org.cairn.web.instructor;

import org.cairn.ingest.Attestations;
import org.cairn.web.Problem;

/** Turns what the door of attestations refuses into the answers of pages. */
final class ByHand {

    private ByHand() {}

    static void say(Runnable what) {
        try {
            what.run();
        } catch (Attestations.NotAllowed refused) {
            throw Problem.forbidden();
        } catch (Attestations.NotUsable unusable) {
            throw Problem.badRequest();
        }
    }
}
