package org.cairn.ingest.generic;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.ingest.meaning.Origin;
import org.cairn.ingest.reading.Texts;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Of whom an event speaks.
 *
 * @param identifiers strongest first
 */
record Whom(
        List<Identifier> identifiers,
        @Nullable String name,
        @Nullable String email) {

    private static final BigInteger CANVAS_SHARD = BigInteger.TEN.pow(13);
    private static final Set<IdentifierKind> WEAK = Set.of(IdentifierKind.EMAIL, IdentifierKind.EMAIL_SHA1);

    /** The names under which senders may give identifiers, besides the codes of the kinds themselves. */
    private static final Map<String, IdentifierKind> NAMES = Map.of(
            "moodle", IdentifierKind.SUB,
            "userid", IdentifierKind.SUB,
            "user_id", IdentifierKind.SUB,
            "sis_id", IdentifierKind.SIS,
            "lti_sub", IdentifierKind.SUB,
            "user_name", IdentifierKind.USERNAME);

    /** Reads {@code person}, or the event itself where that is flat. */
    static Whom of(Origin origin, JsonNode event) {
        JsonNode person = event.path("person").isObject() ? event.path("person") : event;
        List<Identifier> all = new ArrayList<>();
        for (IdentifierKind kind : IdentifierKind.values()) {
            if (kind != IdentifierKind.XAPI_ACCOUNT) {
                add(all, person, kind.code(), kind);
                add(all, person, kind.code().replace('-', '_'), kind);
            }
        }
        NAMES.forEach((name, kind) -> add(all, person, name, kind));
        Fields.text(person, "canvas", "canvas_id").ifPresent(id -> all.add(canvas(id)));
        account(origin, first(person)).ifPresent(all::add);
        all.sort(Comparator.comparing(Identifier::kind).thenComparing(Identifier::value));
        return new Whom(
                all.stream().distinct().toList(),
                Texts.clean(Texts.of(person, "name"), Fields.LONGEST_TEXT),
                Fields.text(person, "email")
                        .filter(email -> email.indexOf('@') > 0)
                        .orElse(null));
    }

    private static JsonNode first(JsonNode person) {
        return Fields.first(person, "xapi-account", "xapi_account", "account");
    }

    private static void add(List<Identifier> all, JsonNode person, String field, IdentifierKind kind) {
        Fields.text(person, field)
                .map(value -> WEAK.contains(kind) ? value.toLowerCase(Locale.ROOT) : value)
                .filter(value -> isOne(kind, value))
                .ifPresent(value -> all.add(new Identifier(kind, value)));
    }

    private static boolean isOne(IdentifierKind kind, String value) {
        return switch (kind) {
            case EMAIL -> value.matches("\\S+@\\S+");
            case EMAIL_SHA1 -> value.matches("[0-9a-f]{40}");
            case SUB, LTI11, CANVAS_GLOBAL, CANVAS_LOCAL, CANVAS_UUID, SIS, USERNAME, XAPI_ACCOUNT, IRI -> true;
        };
    }

    /** An id with its shard in front is another kind than the number within the shard. */
    private static Identifier canvas(String id) {
        boolean global = id.matches("\\d{14,19}") && new BigInteger(id).compareTo(CANVAS_SHARD) > 0;
        return new Identifier(global ? IdentifierKind.CANVAS_GLOBAL : IdentifierKind.CANVAS_LOCAL, id);
    }

    /** An account at the platform itself is its user id, as Moodle sends it, or the user name. */
    private static Optional<Identifier> account(Origin origin, JsonNode account) {
        String home;
        String name;
        if (account.isObject()) {
            home = Fields.text(account, "homePage", "homepage").orElse("");
            name = Fields.text(account, "name").orElse("");
        } else {
            String[] parts = account.isString() ? account.stringValue().strip().split("\\|", 2) : new String[0];
            home = parts.length == 2 ? parts[0] : "";
            name = parts.length == 2 ? parts[1] : "";
        }
        if (home.isEmpty() || name.isEmpty() || home.length() + name.length() >= Fields.LONGEST_TEXT) {
            return Optional.empty();
        }
        if (bare(home).equals(bare(origin.platform().issuer()))) {
            boolean names = origin.feed().reading().accountsAreUserNames();
            return Optional.of(new Identifier(names ? IdentifierKind.USERNAME : IdentifierKind.SUB, name));
        }
        return Optional.of(new Identifier(IdentifierKind.XAPI_ACCOUNT, home + "|" + name));
    }

    private static String bare(String address) {
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    /** The identifiers to find somebody by; an e-mail address only where the feed believes addresses. */
    List<Identifier> toFind(Origin origin) {
        return origin.feed().reading().matchEmail() ? identifiers : strong();
    }

    /** The identifiers that are nobody else's. */
    List<Identifier> strong() {
        return identifiers.stream().filter(one -> !WEAK.contains(one.kind())).toList();
    }
}
