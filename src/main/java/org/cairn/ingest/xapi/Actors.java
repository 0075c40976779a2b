package org.cairn.ingest.xapi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.Ignored;
import org.cairn.ingest.meaning.Translation.Unusable;
import org.cairn.ingest.reading.Texts;
import org.cairn.ingest.xapi.terms.Terms;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Who a statement speaks of (Data 2.4.2), in the words that the learning platform itself has for them. */
final class Actors {

    static final List<String> NAMED_BY = Terms.NAMED_BY;

    private static final int LONGEST = 255;
    private static final String MAILTO = "mailto:";

    private Actors() {}

    /** Either the identifiers, strongest first, or why there are none. */
    sealed interface Who {
        record Named(List<Identifier> identifiers) implements Who {}

        record Nobody(Translation why) implements Who {}
    }

    static Who of(Statement statement) {
        JsonNode actor = statement.node().path("actor");
        if (actor.path("objectType").asString("Agent").equals("Group") || actor.has("member")) {
            return new Who.Nobody(Ignored.of("actor.group"));
        }
        List<String> named = NAMED_BY.stream()
                .filter(key ->
                        !actor.path(key).isMissingNode() && !actor.path(key).isNull())
                .toList();
        if (named.isEmpty()) {
            return new Who.Nobody(Unusable.of("actor.nobody"));
        }
        if (named.size() > 1) {
            return new Who.Nobody(Unusable.of("actor.two-ways"));
        }
        return switch (named.getFirst()) {
            case "account" -> account(statement, actor.path("account"));
            case "mbox" -> mail(statement, IdentifierKind.EMAIL, address(actor.path("mbox")));
            case "mbox_sha1sum" -> mail(statement, IdentifierKind.EMAIL_SHA1, lower(Texts.of(actor, "mbox_sha1sum")));
            default -> named(List.of(identifier(IdentifierKind.IRI, Texts.of(actor, "openid"))));
        };
    }

    /** On Moodle an account of the site itself is the user, by the same id that launches name as {@code sub}. */
    private static Who account(Statement statement, JsonNode account) {
        String home = Texts.of(account, "homePage");
        String name = Texts.of(account, "name");
        if (home == null || home.isBlank() || name == null || name.isBlank()) {
            return new Who.Nobody(Unusable.of("actor.no-account"));
        }
        boolean own = isOf(statement.origin().platform().issuer(), home);
        boolean userNames = statement.origin().feed().reading().accountsAreUserNames();
        List<@Nullable Identifier> identifiers = new ArrayList<>();
        if (userNames && (own || !statement.event().isEmpty())) {
            identifiers.add(identifier(IdentifierKind.USERNAME, name));
        } else if (own) {
            identifiers.add(identifier(IdentifierKind.SUB, name));
        }
        if (!own) {
            identifiers.add(identifier(IdentifierKind.XAPI_ACCOUNT, home + "|" + name));
        }
        return named(identifiers);
    }

    /** A site is the same by http and by https, with and without the slash at its end. */
    static boolean isOf(String issuer, String home) {
        return bare(issuer).equalsIgnoreCase(bare(home));
    }

    private static String bare(String url) {
        String site = url.strip().replaceFirst("^(?i:https?)://", "");
        return site.endsWith("/") ? site.substring(0, site.length() - 1) : site;
    }

    private static Who mail(Statement statement, IdentifierKind kind, @Nullable String value) {
        if (!statement.origin().feed().reading().matchEmail()) {
            return new Who.Nobody(Unusable.of("actor.email-only"));
        }
        return named(Collections.singletonList(identifier(kind, value)));
    }

    private static @Nullable String address(JsonNode mbox) {
        String text = mbox.asString("").strip();
        String address =
                text.regionMatches(true, 0, MAILTO, 0, MAILTO.length()) ? text.substring(MAILTO.length()) : text;
        return address.indexOf('@') > 0 ? lower(address) : null;
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.strip().toLowerCase(Locale.ROOT);
    }

    /** Identifiers are the sender's text; what is longer than any, or holds what no database takes, is none. */
    private static @Nullable Identifier identifier(IdentifierKind kind, @Nullable String value) {
        if (value == null || value.isBlank() || !value.equals(Texts.clean(value, LONGEST))) {
            return null;
        }
        return new Identifier(kind, value);
    }

    private static Who named(List<@Nullable Identifier> identifiers) {
        List<Identifier> known = new ArrayList<>();
        for (Identifier identifier : identifiers) {
            if (identifier != null) {
                known.add(identifier);
            }
        }
        return known.isEmpty() ? new Who.Nobody(Unusable.of("actor.unreadable")) : new Who.Named(known);
    }
}
