package org.cairn.ingest.meaning;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.ingest.Feed;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.inbox.Stored;

/**
 * Reads the messages of one batch, in its transaction. Whose events a feed believes is asked anew for each batch, so that
 * what is said of that counts at once and on all nodes, and what a batch learns is forgotten with it when it fails.
 */
public final class Sitting {

    /** Where messages come from, by the feed, if a signature alone does not tell whose they are. */
    private final Map<String, Origin> doubted = new HashMap<>();

    private final Meanings meanings;
    private final Feeds feeds;

    Sitting(Meanings meanings, Feeds feeds) {
        this.meanings = meanings;
        this.feeds = feeds;
    }

    /** Says that other accounts are believed now than when the batch was begun: it is to be read once more. */
    public static final class Outdated extends RuntimeException {}

    /** What the message means, by the rules that it is to be read by; the first that tells whose it is decides who is believed. */
    public Translation of(Stored message) {
        String text = meanings.mended(message);
        return meanings.translate(message, text, origin(message).map(origin -> taught(origin, message, text)));
    }

    /** What the message means with this very text, if it is one that the feed believes. */
    public Translation believed(Stored message, String text) {
        return meanings.translate(message, text, origin(message));
    }

    private Optional<Origin> origin(Stored message) {
        return meanings.origin(message)
                .map(origin -> origin.sharesKeys()
                        ? doubted.computeIfAbsent(message.feed(), feed -> believing(origin))
                        : origin);
    }

    private Origin believing(Origin origin) {
        return origin.believing(
                feeds.find(origin.feed().id()).map(Feed::accounts).orElse(Feed.Accounts.ANY));
    }

    /** Whoever is the first to tell whose messages a feed brings is believed from then on. */
    private Origin taught(Origin origin, Stored message, String text) {
        List<String> accounts =
                origin.awaitsAccount(message.receivedAt()) ? meanings.accounts(message, text) : List.of();
        if (accounts.isEmpty()) {
            return origin;
        }
        feeds.learn(origin.feed(), accounts, message.receivedAt());
        Origin taught = believing(origin);
        doubted.put(message.feed(), taught);
        return taught;
    }

    /**
     * Has nobody say anew whose events are believed before the transaction ends: who says it later finds all that this
     * batch has done.
     *
     * @throws Outdated when somebody has said it since the batch was begun
     */
    public void hold() {
        doubted.values().stream().map(Origin::feed).forEach(feed -> {
            if (!feeds.hold(feed).equals(feed.accounts())) {
                throw new Outdated();
            }
        });
    }
}
