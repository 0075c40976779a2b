package org.cairn.evidence;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import org.cairn.database.NewRows;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;

/** How a piece of evidence lies in its row. */
final class EvidenceColumns {

    static final NewRows ROWS = NewRows.of(
            "evidence",
            "institution uuid",
            "learner uuid",
            "evidence_key",
            "kind",
            "platform uuid",
            "course",
            "activity",
            "points decimal(38, 12)",
            "possible decimal(38, 12)",
            "share decimal(38, 12)",
            "badge",
            "milestone",
            "by_role",
            "by_learner uuid",
            "note",
            "credits decimal(38, 12)",
            "stands boolean",
            "occurred_at timestamp(6) with time zone",
            "heard_at timestamp(6) with time zone",
            "source",
            "link",
            "author");

    static final String NAMES = ROWS.names();

    private static final String HIDDEN = "hidden-";

    private EvidenceColumns() {}

    /** Returns the values in the order of {@link #ROWS}. */
    static @Nullable Object[] of(Evidence evidence) {
        @Nullable Object[] row = new @Nullable Object[22];
        row[0] = evidence.learner().institution().value();
        row[1] = evidence.learner().value();
        row[2] = evidence.key();
        switch (evidence.what()) {
            case Observation.Mark mark -> mark(row, "", mark);
            case Observation.Hidden hidden -> mark(row, HIDDEN, hidden.mark());
            case Observation.Shown shown -> {
                row[3] = "shown";
                activity(row, shown.activity());
            }
            case Observation.Override override -> {
                row[3] = "override";
                activity(row, override.activity());
                row[7] = override.points();
                row[8] = override.possible();
            }
            case Observation.Attestation attestation -> {
                row[3] = "attestation";
                row[10] = attestation.badge();
                row[11] = attestation.milestone();
                author(row, attestation.author());
                row[14] = attestation.note();
                row[16] = attestation.stands();
                row[20] = attestation.link();
            }
            case Observation.Waiver waiver -> {
                row[3] = "waiver";
                row[10] = waiver.badge();
                row[11] = waiver.milestone();
                author(row, waiver.author());
                row[14] = waiver.reason();
                row[16] = waiver.stands();
                row[20] = waiver.link();
            }
            case Observation.BadgeHeld held -> {
                row[3] = "badge";
                row[10] = held.badge();
                row[15] = held.credits();
                row[16] = held.stands();
            }
        }
        row[17] = time(evidence.occurredAt());
        row[18] = time(evidence.heardAt());
        row[19] = evidence.source();
        return row;
    }

    private static void mark(@Nullable Object[] row, String prefix, Observation.Mark mark) {
        activity(row, mark.activity());
        switch (mark) {
            case Observation.Score score -> {
                row[3] = prefix + "score";
                row[7] = score.points();
                row[8] = score.possible();
            }
            case Observation.Completion completion -> {
                row[3] = prefix + "completion";
                row[9] = completion.share();
            }
        }
    }

    private static void activity(@Nullable Object[] row, Activity activity) {
        row[4] = activity.platform().value();
        row[5] = activity.course();
        row[6] = activity.id();
    }

    private static void author(@Nullable Object[] row, Author author) {
        row[12] = author.role();
        row[13] = author.learner() == null ? null : author.learner().value();
        row[21] = author.name();
    }

    static Evidence read(ResultSet row) throws SQLException {
        InstitutionId institution = new InstitutionId(row.getObject("institution", UUID.class));
        return new Evidence(
                new LearnerId(institution, row.getObject("learner", UUID.class)),
                row.getString("evidence_key"),
                observation(row, institution),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                row.getObject("heard_at", OffsetDateTime.class).toInstant(),
                row.getString("source"));
    }

    private static Observation observation(ResultSet row, InstitutionId institution) throws SQLException {
        String kind = row.getString("kind");
        return switch (kind) {
            case "score" -> score(row, institution);
            case "completion" -> completion(row, institution);
            case HIDDEN + "score" -> new Observation.Hidden(score(row, institution));
            case HIDDEN + "completion" -> new Observation.Hidden(completion(row, institution));
            case "shown" -> new Observation.Shown(activity(row, institution));
            case "override" ->
                new Observation.Override(activity(row, institution), decimal(row, "points"), needed(row, "possible"));
            case "attestation" ->
                new Observation.Attestation(
                        row.getString("badge"),
                        row.getString("milestone"),
                        author(row, institution),
                        row.getString("note"),
                        row.getString("link"),
                        row.getBoolean("stands"));
            case "waiver" ->
                new Observation.Waiver(
                        row.getString("badge"),
                        row.getString("milestone"),
                        author(row, institution),
                        Objects.requireNonNullElse(row.getString("note"), ""),
                        row.getString("link"),
                        row.getBoolean("stands"));
            case "badge" ->
                new Observation.BadgeHeld(row.getString("badge"), needed(row, "credits"), row.getBoolean("stands"));
            default -> throw new IllegalStateException("Evidence of unknown kind '%s' is stored".formatted(kind));
        };
    }

    private static Observation.Score score(ResultSet row, InstitutionId institution) throws SQLException {
        return new Observation.Score(activity(row, institution), decimal(row, "points"), needed(row, "possible"));
    }

    private static Observation.Completion completion(ResultSet row, InstitutionId institution) throws SQLException {
        return new Observation.Completion(activity(row, institution), needed(row, "share"));
    }

    private static Activity activity(ResultSet row, InstitutionId institution) throws SQLException {
        return new Activity(
                new PlatformId(institution, row.getObject("platform", UUID.class)),
                row.getString("course"),
                row.getString("activity"));
    }

    private static Author author(ResultSet row, InstitutionId institution) throws SQLException {
        @Nullable UUID by = row.getObject("by_learner", UUID.class);
        return new Author(
                row.getString("by_role"), by == null ? null : new LearnerId(institution, by), row.getString("author"));
    }

    private static BigDecimal needed(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(decimal(row, column), column);
    }

    /** Reads a number without the zeros that the column's scale adds, so that 85 comes back as 85. */
    static @Nullable BigDecimal decimal(ResultSet row, String column) throws SQLException {
        BigDecimal stored = row.getBigDecimal(column);
        if (stored == null) {
            return null;
        }
        BigDecimal bare = stored.stripTrailingZeros();
        return bare.scale() < 0 ? bare.setScale(0) : bare;
    }

    /** Databases keep microseconds: what is compared later must be cut the same way. */
    private static OffsetDateTime time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
