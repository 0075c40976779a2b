package org.cairn.ingest.canvasapi;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.ingest.reading.Texts;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import tools.jackson.databind.JsonNode;

/**
 * Ids as Canvas's REST interface writes them: as numbers or as text, local ones bare, and those from another shard
 * global ({@code 21070000000000048}) or short ({@code 2107~48}).
 */
final class Ids {

    private static final long SHARD = 10_000_000_000_000L;
    private static final Pattern PLAIN = Pattern.compile("\\d{1,18}");
    private static final Pattern SHORT = Pattern.compile("(\\d{1,5})~(\\d{1,13})");

    private Ids() {}

    /** The local number, by which activities and courses are kept. */
    static Optional<String> local(JsonNode object, String field) {
        return local(whole(object, field));
    }

    /** The local number of an id that was written as digits. */
    static Optional<String> local(String digits) {
        return local(Optional.of(Long.parseLong(digits)));
    }

    private static Optional<String> local(Optional<Long> whole) {
        return whole.map(id -> id % SHARD).filter(id -> id > 0).map(String::valueOf);
    }

    /** Whom the id means: a local number means nobody but a person of this Canvas's own shard. */
    static List<Identifier> person(JsonNode object, String field) {
        return whole(object, field)
                .filter(id -> id % SHARD > 0)
                .map(id -> id < SHARD
                        ? new Identifier(IdentifierKind.CANVAS_LOCAL, String.valueOf(id))
                        : new Identifier(IdentifierKind.CANVAS_GLOBAL, String.valueOf(id)))
                .map(List::of)
                .orElse(List.of());
    }

    /** The id in one form, whichever it was written in. */
    static Optional<Long> whole(JsonNode object, String field) {
        String text = Texts.of(object, field);
        if (text == null) {
            return Optional.empty();
        }
        Matcher tilde = SHORT.matcher(text);
        if (tilde.matches()) {
            return Optional.of(Long.parseLong(tilde.group(1)) * SHARD + Long.parseLong(tilde.group(2)));
        }
        return PLAIN.matcher(text).matches() ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
}
