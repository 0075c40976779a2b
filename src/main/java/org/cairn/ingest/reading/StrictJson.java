package org.cairn.ingest.reading;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.cairn.complaint.Complaint;
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
                throw new Unreadable("The body is empty.", Complaint.of("json.empty"));
            }
            return node;
        } catch (JacksonException e) {
            throw unreadable(e);
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
                throw new Unreadable("The body is empty.", Complaint.of("json.empty"));
            }
            return all;
        } catch (JacksonException e) {
            throw unreadable(e);
        }
    }

    /** Jackson's own words quote the body, which may hold personal data; only the place is told. */
    private static Unreadable unreadable(JacksonException e) {
        var place = e.getLocation();
        String line = place == null ? "?" : String.valueOf(place.getLineNr());
        String column = place == null ? "?" : String.valueOf(place.getColumnNr());
        String at = " (line %s, column %s).".formatted(line, column);
        String what = "The body is not JSON that can be read: ";
        if (e instanceof StreamConstraintsException) {
            return new Unreadable(
                    what
                            + "it nests deeper than %d levels, holds too many values, or a number or name in it is too long"
                                    .formatted(DEEPEST)
                            + at,
                    Complaint.of("json.too-much", DEEPEST, line, column));
        }
        return e.getOriginalMessage() != null && e.getOriginalMessage().startsWith("Duplicate")
                ? new Unreadable(
                        what + "a key stands twice in one object" + at, Complaint.of("json.twice", line, column))
                : new Unreadable(what + "its syntax is wrong" + at, Complaint.of("json.syntax", line, column));
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
            throw new Unreadable("The body is not valid UTF-8.", Complaint.of("json.no-unicode"));
        }
    }

    /** Says why a body cannot be read. */
    public static final class Unreadable extends Exception {
        private final Complaint why;

        public Unreadable(String message) {
            this(message, new Complaint(Complaint.SAID, List.of(message)));
        }

        Unreadable(String message, Complaint why) {
            super(message);
            this.why = why;
        }

        /** The same without words, for what is kept. */
        public Complaint why() {
            return why;
        }
    }
}
