package org.cairn.ingest.reading;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON that has one meaning only: valid UTF-8, no key twice, nothing behind the end, not too deep. */
public final class StrictJson {

    /** Nothing that we know nests deeper than ten. */
    static final int DEEPEST = 100;

    /** Ten thousand large events have less; millions of empty ones would take thirty times their size in memory. */
    static final long MOST_TOKENS = 2_000_000;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(200)
                            .maxTokenCount(MOST_TOKENS)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    /**
     * Reads JSON in UTF-8.
     *
     * @throws Unreadable naming the reason in words for the sender's administrator
     */
    public static JsonNode read(byte[] bytes) throws Unreadable {
        return read(text(bytes));
    }

    /**
     * Reads JSON.
     *
     * @throws Unreadable naming the reason in words for the sender's administrator
     */
    public static JsonNode read(String text) throws Unreadable {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node == null || node.isMissingNode()) {
                throw new Unreadable("The body is empty.");
            }
            return node;
        } catch (JacksonException e) {
            throw new Unreadable("The body is not JSON that can be read: %s".formatted(reason(e)));
        }
    }

    /**
     * Reads JSON documents that stand one behind the other, on lines of their own or not, as streams write them to files.
     *
     * @throws Unreadable if any of them cannot be read, or there is none
     */
    public static List<JsonNode> readAll(String text) throws Unreadable {
        List<JsonNode> all = new ArrayList<>();
        ObjectReader reader = MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        try (JsonParser parser = reader.createParser(text)) {
            while (parser.nextToken() != null) {
                all.add(reader.readTree(parser));
            }
            if (all.isEmpty()) {
                throw new Unreadable("The body is empty.");
            }
            return all;
        } catch (JacksonException e) {
            throw new Unreadable("The body is not JSON that can be read: %s".formatted(reason(e)));
        }
    }

    /** Jackson's own words quote the body, which may hold personal data; only the place is told. */
    private static String reason(JacksonException e) {
        var place = e.getLocation();
        String kind = switch (e) {
            case StreamConstraintsException tooBig ->
                "it nests deeper than %d levels, holds too many values, or a number or name in it is too long"
                        .formatted(DEEPEST);
            default ->
                e.getOriginalMessage() != null && e.getOriginalMessage().startsWith("Duplicate")
                        ? "a key stands twice in one object"
                        : "its syntax is wrong";
        };
        return place == null
                ? kind
                : "%s (line %d, column %d).".formatted(kind, place.getLineNr(), place.getColumnNr());
    }

    /** UTF-8 as text, without the mark that some senders put in front of it. */
    public static String text(byte[] bytes) throws Unreadable {
        try {
            // a new decoder reports malformed bytes instead of replacing them
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new Unreadable("The body is not valid UTF-8.");
        }
    }

    /** Says why a body cannot be read. */
    public static final class Unreadable extends Exception {
        public Unreadable(String message) {
            super(message);
        }
    }
}
