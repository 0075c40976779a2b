package org.cairn.ingest.caliper;

import java.util.Optional;
import java.util.regex.Pattern;
import org.cairn.ingest.reading.Texts;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * An entity or event of Caliper: an object, or nothing but its IRI (<a
 * href="https://www.imsglobal.org/spec/caliper/v1p2#jsonld">Caliper 1.2, JSON-LD</a>). Caliper 1.0 writes {@code @id} and
 * {@code @type}, and names types by IRIs.
 *
 * @param node missing where there is no such entity
 */
record Entity(JsonNode node) {

    static final int LONGEST_IRI = 900;

    /** Whoever and whatever is not named has the IRI of its class: all of them have the same. */
    private static final Pattern NOBODY = Pattern.compile("https?://purl\\.(imsglobal|1edtech)\\.org/caliper/");

    private static final Pattern OLD_TERM = Pattern.compile("https?://purl\\.imsglobal\\.org/caliper/v1/.*");

    static final Entity NONE = new Entity(MissingNode.getInstance());

    static Entity of(JsonNode node) {
        return node.isObject() || node.isString() ? new Entity(node) : NONE;
    }

    boolean isThere() {
        return !node.isMissingNode();
    }

    Entity get(String field) {
        return node.isObject() ? of(node.path(field)) : NONE;
    }

    Entity or(Entity other) {
        return isThere() ? this : other;
    }

    /** The IRI; null where there is none that can be one. Blank nodes ({@code _:b0}) have none, and so has whoever is nobody. */
    @Nullable
    String id() {
        String id = node.isString() ? node.stringValue() : term("id");
        return id == null
                        || id.isBlank()
                        || id.length() > LONGEST_IRI
                        || id.startsWith("_:")
                        || NOBODY.matcher(id).lookingAt()
                        || !id.equals(Texts.clean(id, LONGEST_IRI))
                        || id.chars().anyMatch(Character::isWhitespace)
                ? null
                : id;
    }

    /** The bare type, such as {@code GradeEvent}; empty where it is not told. */
    String type() {
        return bare(term("type"));
    }

    /** True where the type is told, and is this one. */
    boolean is(String type) {
        return type().equals(type);
    }

    /** True for what stands for whoever or whatever is not named. */
    boolean isAnonymous() {
        String id = node.isString() ? node.stringValue() : term("id");
        return id != null && NOBODY.matcher(id).lookingAt();
    }

    /** True for what Caliper 1.0 wrote; later versions, and vendors in them, may write terms as other IRIs. */
    boolean isOld() {
        String type = term("type");
        return node.has("@type") || (type != null && OLD_TERM.matcher(type).matches());
    }

    /** What stands behind the last slash or hash of a term that 1.0 writes as an IRI. */
    static String bare(@Nullable String term) {
        return term == null ? "" : term.substring(Math.max(term.lastIndexOf('/'), term.lastIndexOf('#')) + 1);
    }

    private @Nullable String term(String name) {
        String plain = Texts.of(node, name);
        return plain == null ? Texts.of(node, "@" + name) : plain;
    }

    /** The extensions that a vendor added under its own name. */
    JsonNode extensions(String vendor) {
        return node.path("extensions").path(vendor);
    }

    /** Text that can be an identifier. */
    static Optional<String> text(JsonNode object, String field) {
        String text = Texts.of(object, field);
        return text == null || text.isBlank() || text.length() > 255 || !text.equals(Texts.clean(text, 255))
                ? Optional.empty()
                : Optional.of(text);
    }
}
