package org.cairn.ingest.endpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.endpoint.Signatures.KeysUnavailable;
import org.cairn.ingest.endpoint.Signatures.Refused;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.ingest.reading.StrictJson.Unreadable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes sure that whoever sends may send: by a signature over the body, by the feed's secret (Bearer token, password of
 * HTTP Basic, or bare as some senders write it), or by nothing but the URL where the feed allows that.
 */
@Component
public class Senders {

    private final Signatures signatures;
    private final BadSignatures bad;

    Senders(Signatures signatures, BadSignatures bad) {
        this.signatures = signatures;
        this.bad = bad;
    }

    /**
     * Checks the secret alone, for requests without a body and for bodies that cannot be signed. A feed that believes its
     * address lets everybody in who knows it; one that asks for signatures, and has no secret, nobody.
     *
     * @throws Problem 401 for a wrong or missing secret, 429 for too many wrong ones
     */
    public void admit(Visit visit) throws Problem {
        Feed feed = visit.feed();
        if (visit.open().secrets().isEmpty() && feed.allowUnsigned()) {
            return;
        }
        if (visit.open().secrets().isEmpty() && feed.jwksUrl() != null) {
            throw unsigned(feed);
        }
        Optional<String> shown = shown(visit.request().getHeader("Authorization"));
        if (shown.isPresent()) {
            checkPatience(visit);
        }
        if (shown.isEmpty() || !visit.open().takes(shown.get())) {
            shown.ifPresent(secret -> bad.add(feed.id(), visit.request().getRemoteAddr()));
            throw Problem.unauthorized(
                    "This feed asks for its secret: as Bearer token, or as password of HTTP Basic. Cairn shows it once, when"
                            + " the feed is made; an administrator can make a new one.");
        }
    }

    /**
     * Reads the body and returns the text that is to be believed: what was signed, or the body itself.
     *
     * @throws Problem when the sender may not send, or the body cannot be read
     */
    public String text(Visit visit, int mostBytes) throws IOException, Problem {
        boolean signable = visit.feed().jwksUrl() != null;
        if (signable) {
            checkPatience(visit);
        } else {
            admit(visit);
        }
        try {
            String text = StrictJson.text(visit.body(mostBytes)).strip();
            if (Signatures.isToken(text)) {
                return signed(visit, text);
            }
            if (!signable || visit.feed().allowUnsigned()) {
                return text;
            }
            if (!visit.open().secrets().isEmpty()) {
                admit(visit);
                return text;
            }
            throw unsigned(visit.feed());
        } catch (Unreadable e) {
            throw new Problem(400, "unreadable", String.valueOf(e.getMessage()));
        }
    }

    private static Problem unsigned(Feed feed) {
        String where = feed.kind() == FeedKind.CANVAS || feed.kind() == FeedKind.CALIPER
                ? " In Canvas, switch on 'Sign Payload' for this data stream;"
                        + " or allow unsigned events for the feed in Cairn."
                : "";
        return new Problem(401, "unsigned", "This feed takes signed events only." + where);
    }

    private String signed(Visit visit, String token) throws Problem, Unreadable {
        Feed feed = visit.feed();
        if (feed.jwksUrl() == null) {
            throw new Problem(
                    401,
                    "no-keys",
                    "The event is signed, but this feed names no keys to check it by. Add a feed with the URL of the"
                            + " sender's public keys, or switch off signing at the sender.");
        }
        try {
            return signatures.payload(token, feed.jwksUrl());
        } catch (Refused e) {
            bad.add(feed.id(), visit.request().getRemoteAddr());
            throw new Problem(401, "signature", String.valueOf(e.getMessage()));
        } catch (KeysUnavailable e) {
            throw new Problem(503, "keys", "The sender's public keys cannot be fetched at the moment.", 30);
        }
    }

    private void checkPatience(Visit visit) throws Problem {
        if (bad.tooMany(visit.feed().id(), visit.request().getRemoteAddr())) {
            throw new Problem(429, "bad-signatures", "Too many bad signatures or secrets.", (int)
                    BadSignatures.WINDOW.toSeconds());
        }
    }

    private static Optional<String> shown(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return Optional.empty();
        }
        String[] parts = header.strip().split("\\s+", 2);
        String scheme = parts[0].toLowerCase(Locale.ROOT);
        if (parts.length == 1) {
            return Optional.of(parts[0]);
        }
        return switch (scheme) {
            case "bearer" -> Optional.of(parts[1].strip());
            case "basic" -> password(parts[1].strip());
            default -> Optional.of("");
        };
    }

    private static Optional<String> password(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return Optional.of(colon < 0 ? "" : pair.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return Optional.of("");
        }
    }
}
