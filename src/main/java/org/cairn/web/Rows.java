package org.cairn.web;

import org.cairn.evidence.Evidence;
import org.cairn.rules.Standing;
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
        return new Row(
                state,
                words.say("row." + state),
                words.requirement(node.rule(), titles),
                words.reason(node),
                node.since() == null ? null : words.date(node.since()),
                node.children().isEmpty() ? from(node) : null,
                node.children().stream().map(this::of).toList());
    }

    private static String state(Standing node) {
        return switch (node.state()) {
            case MET -> "met";
            case NOT_YET -> "open";
            case IMPOSSIBLE -> "closed";
        };
    }

    private @Nullable String from(Standing leaf) {
        return leaf.evidence().stream()
                .map(way.evidence()::get)
                .filter(evidence -> evidence != null)
                .map(this::source)
                .findFirst()
                .orElse(null);
    }

    private String source(Evidence evidence) {
        String source = evidence.source();
        return source.startsWith(FEED)
                ? words.say("from.feed", source.substring(FEED.length()))
                : words.sayOr("from." + source, source);
    }
}
