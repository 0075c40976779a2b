package org.cairn.ingest.meaning;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedAccounts;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;

/**
 * Where a message came from, as far as its meaning depends on it.
 *
 * @param guid what the platform calls its customer in launches; null where it did not tell
 */
public record Origin(Platform platform, Feed feed, @Nullable String guid) {

    public Origin(Platform platform, Feed feed) {
        this(platform, feed, null);
    }

    public PlatformId id() {
        return platform.id();
    }

    /**
     * Says why a message is not believed, though whoever sent it had the right key: it is another account's. One that names
     * no account is believed: Canvas writes the names, and whoever subscribes to their own events cannot leave them out.
     *
     * @param accounts what the message calls the account that it comes from
     */
    public Optional<Translation> doubts(List<String> accounts, Instant receivedAt) {
        Feed.Accounts believed = feed.accounts();
        if (!sharesKeys()
                || !believed.areAsked(receivedAt)
                || accounts.isEmpty()
                || accounts.stream().anyMatch(one -> believed.include(one, receivedAt) || one.equals(guid))) {
            return Optional.empty();
        }
        return Optional.of(Translation.Unusable.of(FeedAccounts.OTHER, accounts.getFirst()));
    }

    /** Whether a signature alone does not tell whose a message is. */
    boolean sharesKeys() {
        return feed.sharesKeys(platform.family());
    }

    /** Whether a message that came then and tells whose it is decides whose are believed. */
    boolean awaitsAccount(Instant receivedAt) {
        return sharesKeys() && feed.accounts().await(receivedAt);
    }

    /** The same, where the events of these are believed. */
    Origin believing(Feed.Accounts accounts) {
        return new Origin(platform, feed.believing(accounts), guid);
    }
}
