package org.cairn.lti.grades;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Whose turn it is to call a platform, and whether it is left alone for a moment. */
@Component
class JdbcTurns {

    private static final Duration LONGEST_CLOSED = Duration.ofHours(2);

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    JdbcTurns(JdbcClient jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** A turn that was taken. */
    record Turn(int failures, @Nullable Instant closedUntil) {
        /** One that would last longer than any was made by a clock that has been put back since. */
        boolean isClosed(Instant now) {
            return closedUntil != null && now.isBefore(closedUntil) && closedUntil.isBefore(now.plus(LONGEST_CLOSED));
        }
    }

    /**
     * Takes the turn, or keeps it; empty while another has it.
     *
     * @param latest no turn ends later than this: one that does was taken by a clock that has been put back since
     */
    Optional<Turn> take(PlatformId platform, UUID holder, Instant now, Instant until, Instant latest) {
        return transactions.execute(status -> {
            if (!update(platform, holder, now, until, latest)) {
                jdbc.sql("insert into gradebook_turn (institution, platform, holder, held_until, failures)"
                                + " values (?, ?, ?, ?, 0) on conflict do nothing")
                        .params(platform.institution().value(), platform.value(), holder, utc(now))
                        .update();
                if (!update(platform, holder, now, until, latest)) {
                    return Optional.empty();
                }
            }
            return Optional.of(read(platform));
        });
    }

    private boolean update(PlatformId platform, UUID holder, Instant now, Instant until, Instant latest) {
        return jdbc.sql("update gradebook_turn set holder = ?, held_until = ?"
                                + " where institution = ? and platform = ? and (holder = ? or held_until <= ?"
                                + " or held_until > ?)")
                        .params(
                                holder,
                                utc(until),
                                platform.institution().value(),
                                platform.value(),
                                holder,
                                utc(now),
                                utc(latest))
                        .update()
                == 1;
    }

    /** Makes the turn of whoever has it last longer; false when somebody else has it. */
    boolean keep(PlatformId platform, UUID holder, Instant until) {
        Integer kept = transactions.execute(status -> jdbc.sql("update gradebook_turn set held_until = ?"
                        + " where institution = ? and platform = ? and holder = ?")
                .params(utc(until), platform.institution().value(), platform.value(), holder)
                .update());
        return kept != null && kept == 1;
    }

    private Turn read(PlatformId platform) {
        return jdbc.sql("select failures, closed_until from gradebook_turn where institution = ? and platform = ?")
                .params(platform.institution().value(), platform.value())
                .query((row, number) -> {
                    OffsetDateTime closed = row.getObject(2, OffsetDateTime.class);
                    return new Turn(row.getInt(1), closed == null ? null : closed.toInstant());
                })
                .single();
    }

    /** Notes how calls went. */
    void note(PlatformId platform, int failures, @Nullable Instant closedUntil) {
        transactions.executeWithoutResult(status -> jdbc.sql("update gradebook_turn set failures = ?, closed_until = ?"
                        + " where institution = ? and platform = ?")
                .param(failures)
                .param(closedUntil == null ? null : utc(closedUntil))
                .param(platform.institution().value())
                .param(platform.value())
                .update());
    }

    void release(PlatformId platform, UUID holder, Instant now) {
        transactions.executeWithoutResult(status -> jdbc.sql("update gradebook_turn set held_until = ?"
                        + " where institution = ? and platform = ? and holder = ?")
                .params(utc(now), platform.institution().value(), platform.value(), holder)
                .update());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
