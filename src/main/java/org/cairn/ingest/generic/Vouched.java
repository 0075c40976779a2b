package org.cairn.ingest.generic;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.cairn.evidence.Author;
import org.cairn.evidence.Observation;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.Unusable;
import org.cairn.ingest.reading.Links;
import org.cairn.ingest.reading.Notes;
import org.cairn.ingest.reading.Texts;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Milestones that somebody confirmed or waived, told by a system. It must say who that was, and must have shown the
 * feed's secret or signed: an address alone lets nobody vouch.
 */
final class Vouched {

    private static final Set<String> ROLES = Set.of("instructor", "administrator");

    private Vouched() {}

    /** What both have in common. */
    private record Word(
            String badge,
            String milestone,
            Author author,
            @Nullable String note,
            @Nullable String link) {}

    static Translation attested(OwnEvent event, boolean stands) {
        return vouched(
                event,
                word -> new Observation.Attestation(
                        word.badge(), word.milestone(), word.author(), word.note(), word.link(), stands));
    }

    static Translation waived(OwnEvent event, boolean stands) {
        if (stands && note(event.body()) == null) {
            return Unusable.of("own.no-reason");
        }
        return vouched(
                event,
                word -> new Observation.Waiver(
                        word.badge(),
                        word.milestone(),
                        word.author(),
                        word.note() == null ? "" : word.note(),
                        word.link(),
                        stands));
    }

    private static Translation vouched(OwnEvent event, java.util.function.Function<Word, Observation> what) {
        JsonNode body = event.body();
        if (event.origin().feed().allowUnsigned()) {
            return Unusable.of("own.unguarded");
        }
        Optional<String> badge = Fields.text(body, "badge");
        Optional<String> milestone = Fields.text(body, "milestone");
        if (badge.isEmpty() || milestone.isEmpty()) {
            return Unusable.of("own.no-milestone");
        }
        JsonNode by = body.path("by");
        String name = Texts.clean(by.isObject() ? Texts.of(by, "name") : Texts.of(body, "by"), Fields.LONGEST_TEXT);
        if (name == null) {
            return Unusable.of("own.no-author");
        }
        String role = Fields.text(by.isObject() ? by : body, "role")
                .orElse("instructor")
                .toLowerCase(Locale.ROOT);
        if (!ROLES.contains(role)) {
            return Unusable.of("own.other-role");
        }
        String address = Texts.of(body, "link");
        Optional<String> link = address == null || address.isBlank() ? Optional.empty() : Links.https(address);
        if (link.isEmpty() && address != null && !address.isBlank()) {
            return Unusable.of("own.no-link");
        }
        Author author = new Author(role, null, name);
        return OwnEvents.observed(
                event, what.apply(new Word(badge.get(), milestone.get(), author, note(body), link.orElse(null))));
    }

    private static @Nullable String note(JsonNode body) {
        return Notes.tidy(Fields.first(body, "reason", "note").asString(null));
    }
}
