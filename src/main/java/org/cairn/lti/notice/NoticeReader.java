package org.cairn.lti.notice;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.cairn.lti.launch.SignedMessages;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads one notice: signed by the platform that its issuer and audience name, meant for us, not expired, and from a
 * deployment that we know (Platform Notification Service 1.0 section 3.3). There is no nonce to compare: nobody asked.
 */
@Component
class NoticeReader {

    static final int LONGEST = 32 * 1024;

    /** How far the platform's clock may be from ours. */
    private static final long LEEWAY_SECONDS = 120;

    /** A notice that tells of something older is not taken; see {@link Taking}. */
    static final Duration OLDEST = Duration.ofDays(30);

    private static final int MOST_ORIGINS = 20;

    private final Platforms platforms;
    private final SignedMessages messages;
    private final JsonMapper json;
    private final Clock clock;

    NoticeReader(Platforms platforms, SignedMessages messages, JsonMapper json, Clock clock) {
        this.platforms = platforms;
        this.messages = messages;
        this.json = json;
        this.clock = clock;
    }

    Notice read(String jwt) throws NoticeRefused {
        Platform platform = platformOf(peek(jwt));
        Members claims = verified(platform, jwt);
        checkTimes(claims);
        if (!"1.3.0".equals(claims.text(Members.LTI + "version"))) {
            throw new NoticeRefused("the message is not LTI 1.3.0");
        }
        String deployment = claims.identifier(Members.LTI + "deployment_id");
        Members notice = claims.object(Members.LTI + "notice");
        String id = notice.identifier("id");
        String type = notice.identifier("type");
        Instant at = time(notice, claims);
        Notice.Content content = content(type, claims);
        if (!platforms.acceptsDeployment(platform.id(), deployment)) {
            content = new Notice.Unused("its deployment is not enabled");
        } else if (at.isBefore(clock.instant().minus(OLDEST))) {
            content = new Notice.Unused("it tells of something too long ago");
        }
        return new Notice(platform, deployment, id, at, type, content);
    }

    /** What the token says of itself, before anything is known about who says so. */
    private Members peek(String jwt) throws NoticeRefused {
        String[] parts = jwt.length() > LONGEST ? new String[0] : jwt.split("\\.", -1);
        if (parts.length != 3) {
            throw new NoticeRefused("it is no signed JWT, or too large");
        }
        try {
            byte[] payload = Base64.getUrlDecoder().decode(parts[1]);
            Map<String, Object> members = json.readValue(
                    new String(payload, StandardCharsets.UTF_8), new TypeReference<Map<String, Object>>() {});
            if (members == null) {
                throw new NoticeRefused("it holds no JSON object");
            }
            return new Members(members);
        } catch (IllegalArgumentException | JacksonException e) {
            throw new NoticeRefused("it holds no acceptable JSON");
        }
    }

    /** Several registrations may share an issuer, so it takes the audience as well to tell whose notice it is. */
    private Platform platformOf(Members claimed) throws NoticeRefused {
        String issuer = claimed.text("iss");
        String client = client(claimed);
        if (issuer == null || client == null) {
            throw new NoticeRefused("it does not say who it is from and for");
        }
        Platform platform =
                platforms.find(issuer, client).orElseThrow(() -> new NoticeRefused("no such platform is registered"));
        if (!platform.active()) {
            throw new NoticeRefused("the platform is paused or removed");
        }
        return platform;
    }

    /** The one it was issued to: the only audience, or the authorized party among several. */
    private static @Nullable String client(Members claimed) {
        List<String> audience = claimed.oneOrMore("aud");
        String party = claimed.text("azp");
        if (party != null) {
            return audience.contains(party) ? party : null;
        }
        return audience.size() == 1 && !claimed.has("azp") ? audience.getFirst() : null;
    }

    private Members verified(Platform platform, String jwt) throws NoticeRefused {
        Members claims;
        try {
            claims = new Members(messages.open(platform, jwt));
        } catch (SignedMessages.Unverified e) {
            throw new NoticeRefused(String.valueOf(e.getMessage()));
        }
        // the signed text is the text we looked at, but it was read by two readers
        if (!platform.issuer().equals(claims.text("iss"))
                || !platform.clientId().equals(client(claims))) {
            throw new NoticeRefused("it is of another issuer or for another client");
        }
        return claims;
    }

    private void checkTimes(Members claims) throws NoticeRefused {
        long now = clock.instant().getEpochSecond();
        long expires = claims.seconds("exp");
        long issued = claims.seconds("iat");
        if (expires + LEEWAY_SECONDS <= now || expires < issued) {
            throw new NoticeRefused("it has expired");
        }
        if (issued > now + LEEWAY_SECONDS || (claims.has("nbf") && claims.seconds("nbf") > now + LEEWAY_SECONDS)) {
            throw new NoticeRefused("it is not valid yet");
        }
    }

    /** When it happened, as the notice says, or else when it was signed; never later than now. */
    private Instant time(Members notice, Members claims) throws NoticeRefused {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant said = Instant.ofEpochSecond(claims.seconds("iat"));
        String timestamp = notice.text("timestamp");
        if (timestamp != null) {
            try {
                said = OffsetDateTime.parse(timestamp).toInstant().truncatedTo(ChronoUnit.MICROS);
            } catch (DateTimeException e) {
                throw new NoticeRefused("its timestamp is no time");
            }
        }
        return said.isAfter(now) ? now : said;
    }

    private static Notice.Content content(String type, Members claims) throws NoticeRefused {
        return switch (type) {
            case Notice.HELLO -> new Notice.Hello();
            case Notice.CONTEXT_COPY -> copy(claims);
            default -> new Notice.Unused("its type is not used here");
        };
    }

    private static Notice.Content copy(Members claims) throws NoticeRefused {
        String to = claims.object(Members.LTI + "context").identifier("id");
        List<String> from = claims.identifiers(Members.LTI + "origin_contexts", MOST_ORIGINS).stream()
                .filter(origin -> !origin.equals(to))
                .toList();
        if (from.isEmpty()) {
            throw new NoticeRefused("it tells of a course copied from itself");
        }
        return new Notice.ContextCopy(from, to);
    }
}
