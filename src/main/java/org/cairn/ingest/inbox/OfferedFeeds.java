package org.cairn.ingest.inbox;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Feeds;
import org.cairn.lti.InstitutionId;
import org.cairn.lti.PlatformId;
import org.cairn.vault.Tokens;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Adds feeds of the kinds that we can read, and finds them. */
@Component
class OfferedFeeds implements Feeds {

    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private final JdbcFeeds feeds;
    private final TransactionTemplate transactions;

    OfferedFeeds(JdbcFeeds feeds, PlatformTransactionManager transactions) {
        this.feeds = feeds;
        this.transactions = new TransactionTemplate(transactions);
    }

    @Override
    public Feed add(PlatformId platform, FeedKind kind, @Nullable URI jwksUrl, boolean allowUnsigned) {
        if (kind != FeedKind.CANVAS) {
            throw new IllegalArgumentException(
                    "Feeds of the kind '%s' are not offered yet. This version reads Canvas Live Events: use the kind 'canvas'."
                            .formatted(kind.name().toLowerCase(Locale.ROOT)));
        }
        if (jwksUrl == null && !allowUnsigned) {
            throw new IllegalArgumentException("Name the URL of the sender's public keys (jwksUrl), so that signed"
                    + " events can be checked, or allow unsigned events for this feed (allowUnsigned).");
        }
        if (jwksUrl != null) {
            checkKeysUrl(jwksUrl);
        }
        Feed feed = new Feed(Tokens.next(), platform, kind, jwksUrl, allowUnsigned);
        transactions.executeWithoutResult(status -> feeds.insert(feed));
        return feed;
    }

    /** Keys that came over plain http could be anybody's; only this very machine is near enough to be believed. */
    private static void checkKeysUrl(URI url) {
        boolean secure = "https".equalsIgnoreCase(url.getScheme());
        boolean near = "http".equalsIgnoreCase(url.getScheme()) && isLoopback(url.getHost());
        if (url.getHost() == null || url.getUserInfo() != null || !(secure || near)) {
            throw new IllegalArgumentException("The URL of the sender's keys must begin with https://, not '%s'."
                    .formatted(url.getScheme() == null ? "" : url.getScheme() + ":"));
        }
        if (url.toString().length() > 2000) {
            throw new IllegalArgumentException("The URL of the sender's keys is longer than 2000 characters.");
        }
    }

    private static boolean isLoopback(@Nullable String host) {
        if (host == null) {
            return false;
        }
        if (LOOPBACK_NAMES.contains(host.toLowerCase(Locale.ROOT))) {
            return true;
        }
        // only literal addresses are asked: a name could point elsewhere tomorrow
        if (!host.matches("127(\\.\\d{1,3}){3}")) {
            return false;
        }
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    @Override
    public Optional<Feed> find(String id) {
        return feeds.find(id);
    }

    @Override
    public List<Feed> of(InstitutionId institution) {
        return feeds.of(institution);
    }
}
