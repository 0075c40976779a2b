package org.cairn.ingest.xapi;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.cairn.evidence.KnownActivity;
import org.cairn.evidence.Observation;
import org.cairn.evidence.Observation.Completion;
import org.cairn.evidence.Observation.Score;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.Ignored;
import org.cairn.ingest.meaning.Translation.Observed;
import org.cairn.ingest.meaning.Translation.Unusable;
import org.cairn.ingest.xapi.Actors.Who;
import org.jspecify.annotations.Nullable;

/** What a statement says of one activity, gathered piece by piece. */
final class Said {

    private final Statement statement;
    private final Statement.Module about;
    private final List<Observation> seen = new ArrayList<>();
    private @Nullable BigDecimal possible;
    private @Nullable Translation trouble;

    Said(Statement statement, Statement.Module about) {
        this.statement = statement;
        this.about = about;
    }

    Said completed(boolean is) {
        seen.add(new Completion(about.activity(), is ? BigDecimal.ONE : BigDecimal.ZERO));
        return this;
    }

    /** The score that was given; where there is none, nothing, or that an earlier one was taken back. */
    Said scored(boolean takenBackWithout) {
        switch (Marks.of(statement.result().path("score"), !statement.event().isEmpty())) {
            case Marks.Points points -> {
                possible = points.possible();
                seen.add(new Score(about.activity(), points.points(), points.possible()));
            }
            case Marks.None none -> {
                if (takenBackWithout) {
                    seen.add(new Score(about.activity(), null, BigDecimal.ONE));
                }
            }
            case Marks.NoShare noShare -> trouble = Ignored.of("score.no-possible");
            case Marks.Unreadable unreadable -> trouble = unreadable.why();
        }
        return this;
    }

    /** All of it, or why it is nothing. */
    Translation or(Ignored nothing) {
        return seen.isEmpty() && trouble == null ? nothing : all();
    }

    /** All of what was said. A score that cannot be read is never passed over for the rest. */
    Translation all() {
        if (trouble instanceof Unusable || trouble != null && seen.isEmpty()) {
            return trouble;
        }
        List<KnownActivity> known = about.known(possible);
        return switch (Actors.of(statement)) {
            case Who.Named named -> new Observed(named.identifiers(), statement.at(), seen, known);
            case Who.Nobody nobody -> nobody.why();
        };
    }
}
