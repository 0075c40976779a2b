package org.cairn.web.admin;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cairn.evidence.Observation;
import org.cairn.ingest.Conflict;
import org.cairn.ingest.Ingestion;
import org.cairn.ingest.MendingRule;
import org.cairn.ingest.Quarantine;
import org.cairn.web.Words;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Words what is quarantined, and what would become of it. */
final class MendingViews {

    private static final JsonMapper PRETTY = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(tools.jackson.databind.SerializationFeature.INDENT_OUTPUT)
            .build();

    /** A larger message is not made prettier: it would only become larger. */
    private static final int LONGEST_PRETTY = 200_000;

    private final Words words;
    private final Instant now;

    MendingViews(Words words, Instant now) {
        this.words = words;
        this.now = now;
    }

    /** {@code reason} is what is kept; people read its words. */
    record GroupView(String reason, String words, String type, String count, String newest) {}

    GroupView group(Quarantine.Group group) {
        return new GroupView(
                group.reason(),
                words.complaint(group.reason()),
                group.type(),
                words.count(group.count()),
                words.ago(group.newest(), now));
    }

    record MessageView(
            String key,
            String type,
            String when,
            String word,
            @Nullable String reason) {}

    MessageView message(Ingestion.Message message) {
        return new MessageView(
                message.key(),
                message.type(),
                words.time(message.receivedAt()),
                words.say("message." + message.state().name().toLowerCase(Locale.ROOT)),
                message.reason() == null ? null : words.complaint(message.reason()));
    }

    record RuleView(String id, String does, @Nullable String note, String made) {}

    RuleView rule(MendingRule rule) {
        String test = rule.test().name().toLowerCase(Locale.ROOT);
        return new RuleView(
                rule.id().toString(),
                words.say("mending.rule." + test, rule.at(), rule.wanted(), rule.put(), rule.value()),
                rule.note() == null || rule.note().isEmpty() ? null : rule.note(),
                words.say("mending.rule.made", rule.by(), words.ago(rule.madeAt(), now)));
    }

    record UnknownView(String kind, String word, String identifier, String messages) {}

    UnknownView unknown(Quarantine.Unknown unknown) {
        String kind = unknown.identifier().kind().code();
        return new UnknownView(
                kind,
                words.sayOr("mending.id." + kind, kind),
                unknown.identifier().value(),
                words.say("mending.parked.messages", unknown.messages()));
    }

    record BeforeView(String changed, String body) {}

    BeforeView before(Quarantine.Before before) {
        return new BeforeView(
                words.say("mending.changed", before.changedBy(), words.time(before.changedAt())),
                pretty(before.body()));
    }

    record OtherwiseView(String when, SaidView reading, String body) {}

    OtherwiseView otherwise(Conflict conflict, Quarantine.Said said) {
        return new OtherwiseView(
                words.say(
                        "mending.otherwise.when",
                        conflict.times(),
                        words.time(conflict.firstAt()),
                        words.time(conflict.lastAt())),
                said(said),
                pretty(conflict.lastBody()));
    }

    /** What a message says, as lines; {@code usable} false where it says nothing that can be used. */
    record SaidView(boolean usable, String word, List<String> lines) {}

    SaidView said(Quarantine.Said said) {
        String kind = said.kind().name().toLowerCase(Locale.ROOT);
        Stream<String> who = said.who().isEmpty()
                ? Stream.empty()
                : Stream.of(words.say(
                        "mending.who",
                        said.who().stream()
                                .map(one -> words.sayOr(
                                                "mending.id." + one.kind().code(),
                                                one.kind().code()) + " "
                                        + one.value())
                                .collect(Collectors.joining(words.say("list.comma")))));
        Stream<String> at =
                said.at() == null ? Stream.empty() : Stream.of(words.say("mending.at", words.time(said.at())));
        Stream<String> reason = said.reason() == null ? Stream.empty() : Stream.of(words.complaint(said.reason()));
        return new SaidView(
                said.usable(),
                words.say("mending.says." + kind),
                Stream.of(reason, who, at, said.what().stream().map(this::what))
                        .flatMap(line -> line)
                        .toList());
    }

    private String what(Observation what) {
        return switch (what) {
            case Observation.Score score ->
                score.points() == null
                        ? words.say("mending.what.unscored", score.activity().id())
                        : words.say(
                                "mending.what.score",
                                score.activity().id(),
                                words.number(score.points()),
                                words.number(score.possible()));
            case Observation.Completion completion ->
                words.say(
                        "mending.what.completion", completion.activity().id(), words.wholePercent(completion.share()));
            case Observation.Attestation attestation -> words.say("mending.what.attestation", attestation.milestone());
            case Observation.Hidden hidden -> words.say("mending.what.hidden", what(hidden.mark()));
            case Observation.Shown shown ->
                words.say("mending.what.shown", shown.activity().id());
            case Observation.Override override ->
                override.points() == null
                        ? words.say("mending.what.unscored", override.activity().id())
                        : words.say(
                                "mending.what.override",
                                override.activity().id(),
                                words.number(override.points()),
                                words.number(override.possible()));
            case Observation.Waiver waiver -> words.say("mending.what.waiver", waiver.milestone());
            case Observation.BadgeHeld held -> words.say("mending.what.badge", held.badge());
        };
    }

    record PreviewView(String sentence, List<ExampleView> examples) {}

    record ExampleView(String key, String type, SaidView said) {}

    PreviewView preview(Quarantine.Preview preview) {
        return new PreviewView(
                words.say("mending.preview", preview.looked(), preview.changed(), preview.usable()),
                preview.examples().stream()
                        .map(one -> new ExampleView(one.key(), one.type(), said(one.said())))
                        .toList());
    }

    static String pretty(String body) {
        if (body.length() > LONGEST_PRETTY) {
            return body;
        }
        try {
            return PRETTY.writeValueAsString(PRETTY.readTree(body));
        } catch (JacksonException e) {
            return body;
        }
    }
}
