package org.cairn.ingest.forgetting;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.ingest.Quarantine;
import org.cairn.ingest.inbox.Heard;
import org.cairn.ingest.inbox.Stored;
import org.cairn.ingest.meaning.Meanings;
import org.cairn.ingest.meaning.Sayings;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.people.Identifier;
import org.cairn.people.LearnerErased;
import org.cairn.platform.PlatformId;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Finds the messages that name somebody by their text, and reads them. What is about them is emptied: who they are, in
 * which course, what was ignored or could not be used; by their evidence these would not be found. Where they only had a
 * part in what somebody else did, as the teacher, the message stays without them.
 */
@Component
class Traces {

    private static final int AT_ONCE = 500;

    private final JdbcForgetting rows;
    private final Meanings meanings;

    Traces(JdbcForgetting rows, Meanings meanings) {
        this.rows = rows;
        this.meanings = meanings;
    }

    /** Leaves nothing of somebody in the messages of this platform's feeds. */
    void empty(PlatformId platform, LearnerErased erased) {
        Set<Identifier> names = erased.names().getOrDefault(platform, Set.of());
        Naming naming = new Naming(names, erased.called());
        List<Stored> theirs = new ArrayList<>();
        List<JdbcForgetting.Masked> others = new ArrayList<>();
        rows.naming(platform, Naming.needles(names, erased.called()), message -> {
            if (isAbout(message, naming, erased)) {
                theirs.add(message);
            } else {
                masked(message, naming, erased.alias()).ifPresent(others::add);
            }
            // a teacher may have had a part in very many
            write(theirs, others, AT_ONCE);
        });
        write(theirs, others, 1);
        for (String table : JdbcForgetting.VERSIONS) {
            rows.versions(table, platform, erased.called())
                    .forEach(version -> without(version.body(), naming, erased.alias())
                            .ifPresent(body -> rows.rewrite(table, version, body)));
        }
    }

    private static Optional<String> without(String body, Naming naming, String alias) {
        return json(body).filter(json -> naming.mask(json, alias)).map(JsonNode::toString);
    }

    private void write(List<Stored> theirs, List<JdbcForgetting.Masked> others, int atLeast) {
        if (theirs.size() >= atLeast) {
            rows.empty(theirs);
            theirs.clear();
        }
        if (others.size() >= atLeast) {
            rows.rewrite(others);
            others.clear();
        }
    }

    private boolean isAbout(Stored message, Naming naming, LearnerErased erased) {
        Optional<JsonNode> read = json(message.body());
        if (read.isEmpty()) {
            return naming.inText(message.body(), true);
        }
        if (!naming.in(read.get())) {
            return false;
        }
        return switch (meaning(message, message.body())) {
            case Translation.Observed observed -> erased.isMeant(message.platform(), observed.who());
            case Translation.PersonKnown known ->
                erased.isMeant(message.platform(), known.person().identifiers());
            case Translation.Asking asking -> naming.asSubject(read.get());
            case Translation.CourseNamed named -> false;
            case Translation.ActivityKnown known -> false;
            case Translation.CourseFilled filled -> false;
            case Translation.Withdrawn withdrawn -> naming.asSubject(read.get());
            case Translation.Ignored ignored -> naming.asSubject(read.get());
            case Translation.Unusable unusable -> naming.asSubject(read.get());
        };
    }

    /** The message of somebody else without them, if it names them at all and means the same without. */
    private Optional<JdbcForgetting.Masked> masked(Stored message, Naming naming, String alias) {
        return without(message.body(), naming, alias)
                .filter(text -> means(message, text).equals(means(message, message.body())))
                .map(text -> new JdbcForgetting.Masked(message, text));
    }

    private Quarantine.Said means(Stored message, String body) {
        Quarantine.Said said = Sayings.of(meaning(message, body));
        return new Quarantine.Said(
                said.kind(),
                said.reason(),
                said.who(),
                said.at(),
                said.what().stream().map(Sayings::byNobody).toList());
    }

    private Translation meaning(Stored message, String body) {
        try {
            Translation translation = meanings.of(message, body);
            return translation instanceof Translation.Asking asking ? asking.what() : translation;
        } catch (RuntimeException | StackOverflowError e) {
            return Translation.Unusable.of("message.unreadable");
        }
    }

    private static Optional<JsonNode> json(String body) {
        try {
            return Optional.of(StrictJson.read(body));
        } catch (StrictJson.Unreadable e) {
            return Optional.empty();
        }
    }

    /** Whether a message that was set aside on disk speaks of somebody; of what cannot be read nobody knows. */
    static boolean isMentioned(Optional<Heard> record, Map<PlatformId, Set<Identifier>> names) {
        return record.map(Heard::message)
                .filter(message -> {
                    Collection<Identifier> theirs =
                            names.getOrDefault(message.feed().platform(), Set.of());
                    Naming naming = new Naming(theirs, Set.of());
                    return json(message.body()).map(naming::in).orElseGet(() -> naming.inText(message.body(), false));
                })
                .isPresent();
    }
}
