package org.cairn.ingest.caliper;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.cairn.ingest.endpoint.Problem;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.ingest.reading.Texts;
import org.cairn.ingest.reading.Times;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds the events and entities in what was posted: an envelope (<a
 * href="https://www.imsglobal.org/spec/caliper/v1p2#envelope">Caliper 1.2, Envelope</a>), a single one without an
 * envelope, or several. In a signed request they stand somewhere among the token's claims.
 */
final class Envelopes {

    static final int MOST_EVENTS = 10_000;

    private static final int DEEPEST = 3;
    private static final Set<String> REQUIRED = Set.of("sensor", "sendTime", "dataVersion", "data");
    private static final Pattern IRI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:\\S+");
    private static final Pattern UTC_MILLIS = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z");
    private static final Pattern SUPPORTED = Pattern.compile(
            "https?://purl\\.(imsglobal|1edtech)\\.org/ctx/caliper/v1(p[012])?(-[\\w-]+)?(/(Context)?)?");

    private Envelopes() {}

    /** Something that a sensor sent. */
    record Sent(@Nullable String sensor, JsonNode node) {}

    /** Returns what was sent, or the reason why nothing of it can be taken. */
    static List<Sent> in(JsonNode document, boolean signed, boolean strict) throws Problem {
        List<JsonNode> roots = document.isArray() ? document.values().stream().toList() : List.of(document);
        if (strict && document.isArray()) {
            throw malformed("Send one envelope at a time.");
        }
        List<Sent> sent = new ArrayList<>();
        boolean any = false;
        for (JsonNode root : roots) {
            Optional<JsonNode> found = find(root, signed ? 0 : DEEPEST);
            if (found.isPresent()) {
                any = true;
                if (strict) {
                    checkStrictly(found.get());
                }
                open(found.get(), sent);
            } else {
                sent.add(new Sent(null, root));
            }
        }
        if (!any) {
            throw malformed("This is no Caliper envelope: it has no 'data', and it is no event either.");
        }
        if (sent.size() > MOST_EVENTS) {
            throw new Problem(413, "too-large", "A request may hold at most %d events.".formatted(MOST_EVENTS));
        }
        return sent;
    }

    private static void open(JsonNode root, List<Sent> sent) throws Problem {
        if (!isEnvelope(root)) {
            sent.add(new Sent(null, root));
            return;
        }
        checkVersion(root.path("dataVersion"));
        String sensor = Entity.of(root.path("sensor")).id();
        JsonNode data = root.path("data");
        if (data.isArray()) {
            for (JsonNode one : data.values()) {
                add(sensor, one, sent);
            }
        } else if (data.isObject()) {
            add(sensor, data, sent);
        } else {
            throw malformed("The envelope has no 'data': an array of events, or one event.");
        }
    }

    /** A token's claim may be called 'data' too, and hold the envelope. */
    private static void add(@Nullable String sensor, JsonNode one, List<Sent> sent) throws Problem {
        if (one.isObject() && !isItem(one) && isEnvelope(one)) {
            open(one, sent);
        } else {
            sent.add(new Sent(sensor, one));
        }
    }

    /** To the letter of Caliper 1.2: an envelope has these four and nothing else. */
    private static void checkStrictly(JsonNode root) throws Problem {
        Set<String> names = root.properties().stream().map(Map.Entry::getKey).collect(toSet());
        if (!names.equals(REQUIRED)) {
            throw malformed("An envelope has sensor, sendTime, dataVersion and data, and nothing else.");
        }
        String sensor = Texts.of(root, "sensor");
        String sendTime = Texts.of(root, "sendTime");
        boolean told = sensor != null
                && IRI.matcher(sensor).matches()
                && sendTime != null
                && UTC_MILLIS.matcher(sendTime).matches()
                && Times.parse(sendTime).isPresent()
                && root.path("dataVersion").isString()
                && root.path("data").isArray();
        if (!told) {
            throw malformed("The envelope's sensor is no IRI, its sendTime no time in UTC with milliseconds"
                    + " (2026-03-02T10:16:00.000Z), its dataVersion no text, or its data no array.");
        }
    }

    private static void checkVersion(JsonNode version) throws Problem {
        boolean told = !version.isMissingNode() && !version.isNull();
        if (told
                && !(version.isString()
                        && SUPPORTED.matcher(version.stringValue()).matches())) {
            throw new Problem(
                    422,
                    "data-version",
                    "This dataVersion is not supported: Cairn takes %s."
                            .formatted(String.join(", ", Configuration.VERSIONS)));
        }
    }

    static Problem malformed(String detail) {
        return new Problem(400, "envelope", detail);
    }

    private static boolean isEnvelope(JsonNode node) {
        return node.has("data") || node.has("dataVersion") || (node.has("sensor") && node.has("sendTime"));
    }

    private static boolean isItem(JsonNode node) {
        return !Entity.of(node).type().isEmpty();
    }

    private static Optional<JsonNode> find(JsonNode node, int depth) {
        if (node.isObject() && (isItem(node) || isEnvelope(node))) {
            return Optional.of(node);
        }
        if (depth < DEEPEST && node.isObject()) {
            return node.values().stream()
                    .flatMap(child -> find(child, depth + 1).stream())
                    .findFirst();
        }
        return depth > 0 && depth <= DEEPEST && node.isString() ? quoted(node.stringValue(), depth) : Optional.empty();
    }

    /** A claim may hold the envelope as text. */
    private static Optional<JsonNode> quoted(String text, int depth) {
        if (!text.startsWith("{")) {
            return Optional.empty();
        }
        try {
            return find(StrictJson.read(text), depth);
        } catch (StrictJson.Unreadable e) {
            return Optional.empty();
        }
    }
}
