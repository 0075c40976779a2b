package org.cairn.ingest;

import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.cairn.platform.Family;
import org.cairn.platform.PlatformId;
import org.cairn.vault.Tokens;
import org.jspecify.annotations.Nullable;

/**
 * One configured way in for what a platform tells us.
 *
 * @param id 256 random bits: part of the feed's URL
 * @param jwksUrl where the sender's public keys are; null where nothing is signed
 * @param allowUnsigned true where events are believed without a signature or a secret, for the URL's sake alone
 * @param reading how the messages are to be understood
 * @param accounts whose events are believed, where the keys are not one customer's alone
 */
public record Feed(
        String id,
        PlatformId platform,
        FeedKind kind,
        @Nullable URI jwksUrl,
        boolean allowUnsigned,
        Reading reading,
        Accounts accounts) {

    /**
     * How messages are to be understood, where that is a matter of taste or of the sender's settings.
     *
     * @param strict true to refuse what breaks the format's specification, instead of quarantining it
     * @param accountsAreUserNames true where xAPI accounts are named by user name (Moodle's {@code send_username}) and
     *     not by user id
     * @param matchEmail true where somebody named only by an e-mail address is the one person who has this address on
     *     the same platform
     */
    public record Reading(boolean strict, boolean accountsAreUserNames, boolean matchEmail) {
        public static final Reading USUAL = new Reading(false, false, true);
    }

    /**
     * Whose events are believed.
     *
     * @param names what the platform calls the accounts in its events; none where whoever comes first is believed from
     *     then on
     * @param since from when on it is asked whose a message is; null before the first that told
     * @param before whose events were believed before it was said last that the next one decides
     * @param until when that was said: what came before is believed of those, too; null where it never was
     */
    public record Accounts(
            SortedSet<String> names,
            @Nullable Instant since,
            SortedSet<String> before,
            @Nullable Instant until) {
        public static final Accounts ANY = of(List.of(), null);

        public Accounts {
            names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
            before = Collections.unmodifiableSortedSet(new TreeSet<>(before));
        }

        public static Accounts of(Collection<String> names, @Nullable Instant since) {
            return new Accounts(new TreeSet<>(names), since, Collections.emptySortedSet(), null);
        }

        /** Whether it is asked whose a message is that came then. */
        public boolean areAsked(Instant receivedAt) {
            boolean any = !names.isEmpty() || (isEarlier(receivedAt) && !before.isEmpty());
            return any && since != null && !receivedAt.isBefore(since);
        }

        /** Whether a message is believed that came then and names this account. */
        public boolean include(String name, Instant receivedAt) {
            return names.contains(name) || (isEarlier(receivedAt) && before.contains(name));
        }

        /** Whether the account that a message names which came then is believed from then on. */
        public boolean await(Instant receivedAt) {
            return names.isEmpty() && !isEarlier(receivedAt);
        }

        private boolean isEarlier(Instant receivedAt) {
            return until != null && receivedAt.isBefore(until);
        }

        /**
         * Those that are believed when these are named; with none, whoever comes next. What came before anybody was named
         * stays unasked. Whoever was believed before is no longer, once any account is taken out.
         */
        public Accounts naming(Collection<String> wanted, Instant now) {
            SortedSet<String> earlier = new TreeSet<>(before);
            if (wanted.isEmpty()) {
                earlier.addAll(names);
            } else if (!wanted.containsAll(names)) {
                earlier.clear();
            }
            return new Accounts(
                    new TreeSet<>(wanted), since == null ? now : since, earlier, wanted.isEmpty() ? now : until);
        }
    }

    /** Where Instructure publishes the keys by which it signs the Live Events of all customers of hosted Canvas. */
    public static final URI HOSTED_CANVAS_KEYS =
            URI.create("https://8axpcl50e4.execute-api.us-east-1.amazonaws.com/main/jwks");

    private static final List<String> HOSTED = List.of(".instructure.com", ".canvaslms.com");

    /** A feed that nobody was told yet whose events it brings. */
    public Feed(
            String id,
            PlatformId platform,
            FeedKind kind,
            @Nullable URI jwksUrl,
            boolean allowUnsigned,
            Reading reading) {
        this(id, platform, kind, jwksUrl, allowUnsigned, reading, Accounts.ANY);
    }

    /** A feed whose messages are understood in the usual way. */
    public Feed(String id, PlatformId platform, FeedKind kind, @Nullable URI jwksUrl, boolean allowUnsigned) {
        this(id, platform, kind, jwksUrl, allowUnsigned, Reading.USUAL);
    }

    /** The same feed, its messages understood in this way. */
    public Feed understood(Reading otherwise) {
        return new Feed(id, platform, kind, jwksUrl, allowUnsigned, otherwise, accounts);
    }

    /** The same feed, for events of these accounts. */
    public Feed believing(Accounts others) {
        return new Feed(id, platform, kind, jwksUrl, allowUnsigned, reading, others);
    }

    /**
     * Whether a signature alone does not tell whose an event is: Instructure signs the events of all customers of hosted
     * Canvas with the same keys. Keys of any other address are the sender's own; and where unsigned events are believed,
     * it would not help to ask.
     *
     * @param family of the feed's platform
     */
    public boolean sharesKeys(Family family) {
        boolean canvas = kind == FeedKind.CANVAS || (kind == FeedKind.CALIPER && family == Family.CANVAS);
        return canvas && jwksUrl != null && isHosted(jwksUrl) && !allowUnsigned;
    }

    private static boolean isHosted(URI keys) {
        String host = String.valueOf(keys.getHost()).toLowerCase(Locale.ROOT);
        return host.equals(HOSTED_CANVAS_KEYS.getHost()) || HOSTED.stream().anyMatch(host::endsWith);
    }

    /**
     * A name for the feed that gives nothing away: the id itself stands in the URL that is posted to, and does not
     * belong into other URLs, which browsers remember and proxies write down.
     */
    public String handle() {
        return Tokens.digest("feed:" + id).substring(0, 24);
    }

    /** The path that the platform posts to. */
    public String path() {
        return "/ingest/%s/%s".formatted(id, kind.code());
    }
}
