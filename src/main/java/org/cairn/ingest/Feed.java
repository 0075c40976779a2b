package org.cairn.ingest;

import java.net.URI;
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
 */
public record Feed(
        String id,
        PlatformId platform,
        FeedKind kind,
        @Nullable URI jwksUrl,
        boolean allowUnsigned,
        Reading reading) {

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

    /** A feed whose messages are understood in the usual way. */
    public Feed(String id, PlatformId platform, FeedKind kind, @Nullable URI jwksUrl, boolean allowUnsigned) {
        this(id, platform, kind, jwksUrl, allowUnsigned, Reading.USUAL);
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
