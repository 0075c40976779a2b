package org.cairn.ingest.inbox;

import java.util.Collection;

/** Hears of messages that came although some of them were there already. */
public interface Repeats {

    /** Looks at them, in the transaction that counts them; which of them were there is not known. */
    void note(Collection<Heard> mayBeRepeats);
}
