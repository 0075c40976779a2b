package org.cairn.ingest;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.cairn.complaint.Objection;
import org.jspecify.annotations.Nullable;

/**
 * Whose events a feed believes. All customers of a hosted Canvas sign with the same keys, so that a signature proves no more
 * than that an event is some customer's.
 */
public interface FeedAccounts {

    /** The code of the complaint about a message of another account. */
    String OTHER = "canvas.other-account";

    /** Whose events the feed believes; empty where its senders are told apart by a key or secret of their own. */
    Optional<Standing> of(Feed feed);

    /**
     * Says anew whose events are believed, and has read again what that concerns: what accounts said that are no longer
     * believed is taken back, and what others said that are believed now is tried again. With no names, nothing is read
     * again, and whoever comes next is believed from then on.
     *
     * @param names what Canvas calls the accounts in its events: their uuids, LTI guids or hosts; blank ones are left out
     * @throws Objection when there are too many, or one is no name
     */
    Feed believe(Feed feed, Collection<String> names);

    /**
     * How it stands with a feed.
     *
     * @param believed what the accounts are called whose events count; none until the first has come
     * @param launched what launches call the account that they come from, whose events count as well; null where no
     *     launch told
     * @param others whose events lie in quarantine
     */
    record Standing(List<String> believed, @Nullable String launched, List<Other> others) {}

    /** An account that is not believed, and how many messages of it lie in quarantine. */
    record Other(String name, long messages) {}
}
