package org.cairn.web;

import java.util.Objects;
import java.util.Optional;
import org.cairn.evidence.Author;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.Observation;
import org.cairn.rules.Standing;
import org.cairn.rules.Standing.Reason;
import org.jspecify.annotations.Nullable;

/** Words a standing as rows of requirements. */
final class Rows {

    private static final String FEED = "feed:";

    private final Way way;
    private final Words words;
    private final Titles titles;

    Rows(Way way, Words words, Titles titles) {
        this.way = way;
        this.words = words;
        this.titles = titles;
    }

    Row of(Standing node) {
        String state = state(node);
        Optional<Evidence> behind = node.children().isEmpty() ? behind(node) : Optional.empty();
        return new Row(
                state,
                words.say("row." + (isWaived(node) ? "waived" : state)),
                words.requirement(node.rule(), titles),
                words.reason(node),
                node.since() == null ? null : words.date(node.since()),
                behind.map(this::source).orElse(null),
                behind.filter(evidence -> node.met()).map(this::said).orElse(null),
                node.children().stream().map(this::of).toList());
    }

    private static String state(Standing node) {
        return switch (node.state()) {
            case MET -> "met";
            case NOT_YET -> "open";
            case IMPOSSIBLE -> "closed";
        };
    }

    static boolean isWaived(Standing node) {
        return node.met() && node.reason() instanceof Reason.Waived;
    }

    private Optional<Evidence> behind(Standing leaf) {
        return leaf.evidence().stream()
                .map(way.evidence()::get)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private String source(Evidence evidence) {
        String source = evidence.source();
        if (evidence.what() instanceof Observation.Waiver) {
            return words.say("from.waiver");
        }
        return source.startsWith(FEED)
                ? words.say("from.feed", source.substring(FEED.length()))
                : words.sayOr("from." + source, source);
    }

    private Row.@Nullable Said said(Evidence evidence) {
        return switch (evidence.what()) {
            case Observation.Attestation said ->
                new Row.Said(by("said.confirmed", said.author()), said.note(), said.link());
            case Observation.Waiver said -> new Row.Said(by("said.waived", said.author()), said.reason(), said.link());
            case Observation.Mark mark -> null;
            case Observation.Hidden hidden -> null;
            case Observation.Shown shown -> null;
            case Observation.Override override -> null;
            case Observation.BadgeHeld held -> null;
        };
    }

    private String by(String key, Author author) {
        String name = author.name();
        return name == null
                ? words.say(key + ".role", words.role(author.role()))
                : words.say(key, name, words.role(author.role()));
    }
}
