package org.cairn.ingest.forgetting;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a message names somebody: by one of their identifiers at a place where only a person can stand, or by one so long
 * that it is nobody else's wherever it stands. What they are called, others may be called too: that names them where an
 * identifier of theirs stands besides, and where the author of a confirmation stands, of whom nothing else is told.
 */
final class Naming {

    /** Where a number or a word that is somebody's id may stand, and no course or activity has the same. */
    private static final Pattern OF_A_PERSON = Pattern.compile(
            "user|student|learner|person|actor|sis|name|mail|mbox|account|assignee|member|lti|sub|login|canvas|grade[dr]"
                    + "|instructor|teacher|author",
            Pattern.CASE_INSENSITIVE);

    /** The field, or one around it, says that a person is meant. */
    private static final Pattern IN_A_PERSON = Pattern.compile(
            "(^|[./_])(by|user|student|learner|person|actor|agent|member|team|assigner|assignee|grader|instructor|teacher"
                    + "|author|authority|creator|editor)",
            Pattern.CASE_INSENSITIVE);

    /** Canvas tells in the metadata of an event who did it, in the body to whom. */
    private static final Pattern IN_A_PART =
            Pattern.compile("/(by|metadata|grader|instructor|teacher|author|authority|assigner|creator|editor)(/|_|$)");

    private static final Pattern AUTHOR = Pattern.compile("/by($|[./_].*name$)");

    private static final String NOWHERE = "erased.invalid";
    private static final int LONGEST_LIKELY_UNIQUE = 30;

    private final Set<String> values;
    private final Set<String> unmistakable;
    private final Set<String> called;

    Naming(Collection<Identifier> names, Collection<String> called) {
        this.values = names.stream().map(Identifier::value).collect(Collectors.toSet());
        this.unmistakable = names.stream()
                .filter(Naming::isUnmistakable)
                .map(Identifier::value)
                .collect(Collectors.toSet());
        this.called = Set.copyOf(called);
    }

    /** Long enough that no other thing has the same. */
    static boolean isUnmistakable(Identifier identifier) {
        return switch (identifier.kind()) {
            case CANVAS_GLOBAL, CANVAS_UUID, LTI11, XAPI_ACCOUNT, IRI, EMAIL, EMAIL_SHA1 -> true;
            case SUB -> identifier.value().length() >= LONGEST_LIKELY_UNIQUE;
            case CANVAS_LOCAL, SIS, USERNAME -> false;
        };
    }

    /** What stands in the text of every message that names them, as it stands there. */
    static Set<String> needles(Collection<Identifier> names, Collection<String> called) {
        return Stream.concat(
                        names.stream()
                                .map(name -> name.kind() == IdentifierKind.XAPI_ACCOUNT
                                        ? name.value().substring(name.value().indexOf('|') + 1)
                                        : name.value()),
                        called.stream().map(Naming::quoted))
                .collect(Collectors.toSet());
    }

    /** A text as JSON has it. */
    static String quoted(String text) {
        return JsonNodeFactory.instance.stringNode(text).toString();
    }

    /** Says whether a text that is no JSON names them. */
    boolean inText(String text, boolean unmistakably) {
        return (unmistakably ? unmistakable : values).stream().anyMatch(text::contains);
    }

    /** Says whether a message names them by an identifier. */
    boolean in(JsonNode message) {
        return in(message, "", "", path -> true);
    }

    /** Says whether it names them elsewhere than where somebody stands who had a part in what others did. */
    boolean asSubject(JsonNode message) {
        return in(message, "", "", path -> !IN_A_PART.matcher(path).find());
    }

    private boolean in(JsonNode node, String field, String path, Predicate<String> where) {
        if (node.isObject()) {
            return isAccount(node) && where.test(path)
                    || node.properties().stream()
                            .anyMatch(entry -> in(
                                    entry.getValue(),
                                    inner(field, entry.getKey()),
                                    path + "/" + entry.getKey(),
                                    where));
        }
        if (node.isArray()) {
            return node.values().stream().anyMatch(one -> in(one, field, path, where));
        }
        return isTheirs(node.asString(""), OF_A_PERSON.matcher(field).find()) && where.test(path);
    }

    /** An id is that of what it stands in. */
    private static String inner(String field, String name) {
        return name.equals("id") || name.equals("value") ? field : name;
    }

    private boolean isAccount(JsonNode node) {
        return unmistakable.contains(
                node.path("homePage").asString("") + "|" + node.path("name").asString(""));
    }

    private boolean isTheirs(String written, boolean whereAPersonIs) {
        String text = written.startsWith("mailto:") ? written.substring("mailto:".length()) : written;
        String tail = text.substring(
                1 + Math.max(Math.max(text.lastIndexOf(':'), text.lastIndexOf('/')), text.lastIndexOf('=')));
        return Stream.of(text, tail)
                .anyMatch(one -> unmistakable.contains(one) || whereAPersonIs && values.contains(one));
    }

    /** Puts the alias wherever a message names them; the answer says whether it does. */
    boolean mask(JsonNode message, String alias) {
        return new Mask(alias, in(message)).put(message, "");
    }

    /** Puts the alias into one message. */
    private final class Mask {
        private final String alias;
        private final Pattern whereCalled;

        private Mask(String alias, boolean isNamed) {
            this.alias = alias;
            this.whereCalled = isNamed ? IN_A_PERSON : AUTHOR;
        }

        private boolean put(JsonNode node, String path) {
            boolean masked = false;
            if (node instanceof ObjectNode object) {
                if (isAccount(object)) {
                    object.put("name", alias);
                    masked = true;
                }
                for (String name : List.copyOf(object.propertyNames())) {
                    JsonNode value = object.get(name);
                    if (isNamed(value, path + "/" + name)) {
                        object.set(name, masked(value.asString("")));
                        masked = true;
                    } else {
                        masked |= put(value, path + "/" + name);
                    }
                }
            } else if (node instanceof ArrayNode array) {
                for (int i = 0; i < array.size(); i++) {
                    if (isNamed(array.get(i), path)) {
                        array.set(i, masked(array.get(i).asString("")));
                        masked = true;
                    } else {
                        masked |= put(array.get(i), path);
                    }
                }
            }
            return masked;
        }

        private boolean isNamed(JsonNode node, String path) {
            String text = node.isValueNode() ? node.asString("") : "";
            return isTheirs(text, IN_A_PERSON.matcher(path).find())
                    || called.contains(text) && whereCalled.matcher(path).find();
        }

        /** What was an address or a digest of one stays such, so that the message can be read as before. */
        private JsonNode masked(String text) {
            String masked = alias;
            if (text.contains("://")) {
                masked = "https://" + NOWHERE + "/" + alias;
            } else if (text.contains("@")) {
                masked = (text.startsWith("mailto:") ? "mailto:" : "") + alias + "@" + NOWHERE;
            } else if (text.startsWith("urn:")) {
                masked = "urn:" + alias + ":" + alias;
            } else if (text.matches("\\p{XDigit}{40}")) {
                masked = alias.substring(alias.indexOf('-') + 1).repeat(5);
            }
            return JsonNodeFactory.instance.stringNode(masked);
        }
    }
}
