package org.cairn.ingest.xapi;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.cairn.ingest.Feed;
import org.cairn.ingest.inbox.Incoming;
import org.cairn.ingest.reading.Canonical;
import org.cairn.ingest.reading.Texts;
import org.cairn.ingest.xapi.check.Forms;
import org.cairn.ingest.xapi.check.Timestamps;
import org.cairn.vault.Tokens;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What statements are called, and under which key their messages lie. The key follows from the feed and the statement's
 * id alone, so that whoever names a statement, to read it or to void it, finds its message; and nobody finds those of
 * another feed.
 */
final class StatementIds {

    private static final int TIME_BITS = 16;
    private static final long MILLIS = (1L << 44) - 1;
    private static final long RANDOM_IN_FRONT = 0xFFFL;
    private static final long VERSION_8 = 0x8000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long BEHIND_VARIANT = 0x3FFF_FFFF_FFFF_FFFFL;
    private static final int HEX = 16;

    private StatementIds() {}

    /** The statement's own id, in lower case, if it has one that can be. */
    static Optional<String> of(JsonNode statement) {
        String id = statement.path("id").asString("");
        return Forms.isUuid(id) ? Optional.of(id.toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    /**
     * An id for a statement that came without, made of what it means: the same statement sent again gets the same id,
     * although the sender puts another registration, name or session into it. Its time stands in front (RFC 9562,
     * version 8), so that statements of one day lie together.
     */
    static String derived(Feed feed, JsonNode statement) {
        String time = Texts.of(statement, "timestamp");
        ObjectNode meaning = JsonNodeFactory.instance.objectNode();
        meaning.set("actor", actor(statement.path("actor")));
        meaning.set("verb", statement.path("verb").path("id"));
        meaning.set("object", object(statement.path("object")));
        meaning.set("event", Statement.event(statement));
        meaning.set("result", statement.path("result"));
        String digest = Canonical.digest("xapi", time, feed.id(), statement.isObject() ? meaning : statement);
        long millis = Timestamps.parse(time).map(Instant::toEpochMilli).orElse(0L) & MILLIS;
        long front = Long.parseUnsignedLong(digest.substring(0, HEX), HEX);
        long back = Long.parseUnsignedLong(digest.substring(HEX, 2 * HEX), HEX);
        return new UUID(millis << TIME_BITS | VERSION_8 | front & RANDOM_IN_FRONT, VARIANT | back & BEHIND_VARIANT)
                .toString();
    }

    /** The name that somebody goes by does not make them somebody else. */
    private static JsonNode actor(JsonNode actor) {
        if (!actor.isObject() || actor.has("member")) {
            return actor;
        }
        ObjectNode bare = JsonNodeFactory.instance.objectNode();
        for (String key : Actors.NAMED_BY) {
            bare.set(key, actor.path(key));
        }
        return bare;
    }

    private static JsonNode object(JsonNode object) {
        return object.path("id").isString() ? object.path("id") : object;
    }

    /** The key of the message that a statement of this id comes in. */
    static String key(Feed feed, String id) {
        UUID uuid = UUID.fromString(id);
        boolean timed = uuid.version() == 7 || uuid.version() == 8;
        long millis = timed ? uuid.getMostSignificantBits() >>> TIME_BITS & MILLIS : 0;
        return Incoming.keyOf(
                Instant.ofEpochMilli(millis), Tokens.digest("xapi " + feed.id() + " " + id.toLowerCase(Locale.ROOT)));
    }
}
