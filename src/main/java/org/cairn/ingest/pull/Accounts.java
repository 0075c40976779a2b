package org.cairn.ingest.pull;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cairn.complaint.Objection;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.net.PublicUrl;
import org.cairn.net.Servers;
import org.cairn.platform.Family;
import org.cairn.platform.Platform;
import org.cairn.vault.Vault;
import org.springframework.stereotype.Component;

/** Checks addresses and tokens, seals the tokens, and opens them for a call. */
@Component
class Accounts {

    private static final int LONGEST_BASE = 500;
    private static final int LONGEST_TOKEN = 4_000;

    private final Vault vault;
    private final Map<FeedKind, Source> sources;

    Accounts(Vault vault, List<Source> sources) {
        this.vault = vault;
        this.sources = sources.stream().collect(Collectors.toMap(Source::kind, one -> one));
    }

    /** The product's interface. */
    Source source(FeedKind kind) {
        Source source = sources.get(kind);
        if (source == null) {
            throw Objection.of("pull.no-way", kind.code());
        }
        return source;
    }

    Source.Account open(Feed feed, StoredConnection connection) throws Vault.NotSealedHere {
        return new Source.Account(
                feed, connection.base(), new String(vault.open(purpose(feed.id()), connection.token()), UTF_8));
    }

    byte[] seal(String feed, String token) {
        return vault.seal(purpose(feed), token.getBytes(UTF_8));
    }

    private static String purpose(String feed) {
        return "pull-token:" + feed;
    }

    /** @throws IllegalArgumentException when this kind of interface is none of the platform's */
    void check(Platform platform, FeedKind kind) {
        boolean fits = switch (kind) {
            case CANVAS_API -> platform.family() == Family.CANVAS;
            case MOODLE_API -> platform.family() == Family.MOODLE;
            case CANVAS, CALIPER, XAPI, EVENTS -> false;
        };
        if (!fits) {
            throw Objection.of("pull.other-way", kind.code());
        }
        source(kind);
    }

    /**
     * The address without what people paste along with it.
     *
     * @throws IllegalArgumentException when a token must not be sent there
     */
    static URI base(URI said) {
        if (said.toString().length() > LONGEST_BASE) {
            throw Objection.of("pull.long", LONGEST_BASE);
        }
        boolean secure = "https".equalsIgnoreCase(said.getScheme());
        boolean near = "http".equalsIgnoreCase(said.getScheme()) && PublicUrl.isLoopback(said);
        if (Servers.origin(said).isEmpty() || !(secure || near)) {
            throw Objection.of("pull.https");
        }
        if (said.getRawQuery() != null || said.getRawFragment() != null) {
            throw Objection.of("pull.query");
        }
        String path = said.getRawPath() == null ? "" : said.getRawPath();
        String bare = path.replaceFirst("/+$", "").replaceFirst("/api/v1$", "").replaceFirst("/webservice/.*$", "");
        try {
            return new URI(Servers.origin(said).orElseThrow() + bare).normalize();
        } catch (URISyntaxException e) {
            throw Objection.of("pull.no-address");
        }
    }

    /** @throws IllegalArgumentException when the text can be no token; it does not quote it */
    static String token(String said) {
        String token = said.strip();
        if (token.isEmpty() || token.length() > LONGEST_TOKEN || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw Objection.of("pull.no-token");
        }
        return token;
    }
}
