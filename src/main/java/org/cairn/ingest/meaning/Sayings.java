package org.cairn.ingest.meaning;

import java.util.List;
import java.util.stream.Stream;
import org.cairn.evidence.Author;
import org.cairn.evidence.Observation;
import org.cairn.ingest.Quarantine.Kind;
import org.cairn.ingest.Quarantine.Said;

/** Says of a translation what people want to know of it. */
public final class Sayings {

    private Sayings() {}

    public static Said of(Translation translation) {
        return switch (translation) {
            case Translation.Observed observed ->
                new Said(
                        Kind.OBSERVED,
                        null,
                        observed.who(),
                        observed.at(),
                        Stream.concat(
                                        observed.what().stream(),
                                        observed.besides().stream().map(Translation.Timed::what))
                                .toList());
            case Translation.Asking asking -> of(asking.what());
            case Translation.CourseNamed named -> bare(Kind.COURSE, null);
            case Translation.PersonKnown known ->
                new Said(Kind.PERSON, null, List.copyOf(known.person().identifiers()), known.at(), List.of());
            case Translation.ActivityKnown known -> bare(Kind.ACTIVITY, null);
            case Translation.CourseFilled filled -> bare(Kind.COURSE, null);
            case Translation.Withdrawn withdrawn -> bare(Kind.WITHDRAWN, null);
            case Translation.Ignored ignored ->
                bare(Kind.IGNORED, ignored.reason().text());
            case Translation.Unusable unusable ->
                bare(Kind.UNUSABLE, unusable.reason().text());
        };
    }

    private static Said bare(Kind kind, @org.jspecify.annotations.Nullable String reason) {
        return new Said(kind, reason, List.of(), null, List.of());
    }

    /** The same without who vouched for it: that is no part of what it means for the one who did it. */
    public static Observation byNobody(Observation what) {
        return switch (what) {
            case Observation.Attestation said ->
                new Observation.Attestation(
                        said.badge(), said.milestone(), nobody(said.author()), said.note(), said.link(), said.stands());
            case Observation.Waiver said ->
                new Observation.Waiver(
                        said.badge(),
                        said.milestone(),
                        nobody(said.author()),
                        said.reason(),
                        said.link(),
                        said.stands());
            case Observation.Mark mark -> mark;
            case Observation.Hidden hidden -> hidden;
            case Observation.Shown shown -> shown;
            case Observation.Override override -> override;
            case Observation.BadgeHeld held -> held;
        };
    }

    private static Author nobody(Author author) {
        return new Author(author.role(), author.learner(), null);
    }
}
