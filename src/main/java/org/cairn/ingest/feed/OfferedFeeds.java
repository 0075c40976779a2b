package org.cairn.ingest.feed;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.cairn.complaint.Objection;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Feeds;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.cairn.vault.Tokens;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Adds feeds of the kinds that we can read, and finds them. */
@Component
class OfferedFeeds implements Feeds {

    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    /** So long senders have to learn a new secret. */
    private static final Duration OVERLAP = Duration.ofDays(1);

    private final JdbcFeeds feeds;
    private final OpenFeeds open;
    private final TransactionTemplate transactions;
    private final Clock clock;

    OfferedFeeds(JdbcFeeds feeds, OpenFeeds open, PlatformTransactionManager transactions, Clock clock) {
        this.feeds = feeds;
        this.open = open;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactions);
    }

    @Override
    public Feed add(PlatformId platform, FeedKind kind, @Nullable URI jwksUrl, boolean allowUnsigned) {
        if (kind.isAsked()) {
            throw Objection.of("feed.asked", kind.code());
        }
        if (jwksUrl == null && !allowUnsigned) {
            throw Objection.of("feed.no-keys");
        }
        if (jwksUrl != null) {
            checkKeysUrl(jwksUrl);
        }
        Feed feed = new Feed(Tokens.next(), platform, kind, jwksUrl, allowUnsigned);
        transactions.executeWithoutResult(status -> feeds.insert(feed));
        return feed;
    }

    @Override
    public Opened open(PlatformId platform, FeedKind kind, Feed.Reading reading) {
        Feed feed = new Feed(Tokens.next(), platform, kind, null, false, reading);
        String secret = Tokens.next();
        transactions.executeWithoutResult(status -> {
            feeds.insert(feed);
            feeds.addSecret(feed, Tokens.digest(secret), clock.instant());
        });
        return new Opened(feed, secret);
    }

    @Override
    public String renewSecret(Feed feed) {
        String secret = Tokens.next();
        transactions.executeWithoutResult(status ->
                feeds.addSecret(feed, Tokens.digest(secret), clock.instant().plus(OVERLAP)));
        open.forget(feed);
        return secret;
    }

    @Override
    public Feed change(Feed feed, Feed.Reading reading) {
        Feed changed = feed.understood(reading);
        transactions.executeWithoutResult(status -> feeds.change(changed));
        open.forget(feed);
        return changed;
    }

    @Override
    public Feed.Accounts name(Feed feed, Collection<String> accounts) {
        Feed.Accounts before = transactions.execute(status -> {
            Feed.Accounts locked = feeds.lock(feed);
            feeds.believe(feed, locked.naming(accounts, clock.instant()));
            return locked;
        });
        open.forget(feed);
        return before;
    }

    @Override
    public Feed.Accounts hold(Feed feed) {
        return feeds.hold(feed);
    }

    @Override
    public void learn(Feed feed, Collection<String> accounts, Instant receivedAt) {
        transactions.executeWithoutResult(status -> feeds.learn(feed, accounts, receivedAt));
        open.forget(feed);
    }

    @Override
    public void pause(Feed feed, boolean paused) {
        become(feed, paused ? State.PAUSED : State.OPEN);
    }

    @Override
    public void close(Feed feed) {
        become(feed, State.CLOSED);
    }

    private void become(Feed feed, State state) {
        transactions.executeWithoutResult(status -> feeds.become(feed, state));
        open.forget(feed);
    }

    @Override
    public State state(Feed feed) {
        return feeds.state(feed);
    }

    /** Keys that came over plain http could be anybody's; only this very machine is near enough to be believed. */
    private static void checkKeysUrl(URI url) {
        boolean secure = "https".equalsIgnoreCase(url.getScheme());
        boolean near = "http".equalsIgnoreCase(url.getScheme()) && isLoopback(url.getHost());
        if (url.getHost() == null || url.getUserInfo() != null || !(secure || near)) {
            throw Objection.of("feed.keys-https", url.getScheme() == null ? "" : url.getScheme() + ":");
        }
        if (url.toString().length() > 2000) {
            throw Objection.of("feed.keys-long", 2000);
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
