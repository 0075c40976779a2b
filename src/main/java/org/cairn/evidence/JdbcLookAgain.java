package org.cairn.evidence;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.cairn.database.Dialect;
import org.cairn.database.NewRows;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.vault.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** Keeps the marks in a table that any node may work off. */
@Component
class JdbcLookAgain implements LookAgain {

    private static final NewRows MARKS = NewRows.of("look_again", "institution uuid", "id uuid", "learner uuid");
    private static final int SLICE = 1000;

    /** Stands in a mark for whoever has evidence when it is claimed. */
    private static final UUID EVERYONE = new UUID(0, 0);

    private final JdbcTemplate template;
    private final Dialect dialect;
    private final JdbcClient jdbc;
    private final JdbcMoves moves;
    private final Clock clock;
    private final AfterCommit afterCommit = new AfterCommit();
    private final List<Consumer<Map<LearnerId, LearnerId>>> broughtTogether = new CopyOnWriteArrayList<>();

    JdbcLookAgain(JdbcTemplate template, JdbcMoves moves, Clock clock) {
        this.moves = moves;
        this.clock = clock;
        this.template = template;
        this.dialect = Dialect.of(Objects.requireNonNull(template.getDataSource()));
        this.jdbc = JdbcClient.create(template);
    }

    @Override
    public void at(Collection<LearnerId> learners) {
        List<@Nullable Object[]> rows = learners.stream()
                .distinct()
                .map(learner -> new @Nullable Object[] {learner.institution().value(), Ids.next(), learner.value()})
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        template.batchUpdate(MARKS.statement(dialect), MARKS.parameters(dialect, rows));
        afterCommit.announce();
    }

    /** Who everyone is, is found out when the change is there for all to see: nobody comes in between unnoticed. */
    @Override
    public void atEveryone(InstitutionId institution) {
        at(List.of(new LearnerId(institution, EVERYONE)));
    }

    private void markEveryone(InstitutionId institution) {
        List<LearnerId> everyone = jdbc.sql("select distinct learner from evidence where institution = ?")
                .param(institution.value())
                .query((row, number) -> new LearnerId(institution, row.getObject(1, UUID.class)))
                .list();
        for (int from = 0; from < everyone.size(); from += SLICE) {
            at(everyone.subList(from, Math.min(from + SLICE, everyone.size())));
        }
    }

    @Override
    public Set<LearnerId> claim(InstitutionId institution, int most) {
        List<Mark> marks = jdbc.sql(
                        "select id, learner from look_again where institution = ? and not exists (select 1 from look_hold"
                                + " where look_hold.institution = ? and held_until > ?)"
                                + " limit ? for update skip locked")
                .params(institution.value(), institution.value(), now(), most)
                .query((row, number) -> new Mark(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .list();
        if (marks.isEmpty()) {
            return Set.of();
        }
        List<Mark> everyone =
                marks.stream().filter(mark -> mark.learner().equals(EVERYONE)).toList();
        if (!everyone.isEmpty()) {
            remove(institution, everyone);
            markEveryone(institution);
            return claim(institution, most);
        }
        remove(institution, marks);
        Set<LearnerId> learners = new LinkedHashSet<>();
        marks.forEach(mark -> learners.add(new LearnerId(institution, mark.learner())));
        removeRest(institution, learners);
        return asTheyAreNow(institution, learners);
    }

    /** Who was merged into somebody else is looked at as that person, with what came under the old name meanwhile. */
    private Set<LearnerId> asTheyAreNow(InstitutionId institution, Set<LearnerId> learners) {
        List<JdbcMoves.Move> all =
                moves.among(institution, learners.stream().map(LearnerId::value).toList());
        if (all.isEmpty()) {
            return learners;
        }
        all.forEach(move -> moves.move(institution, move));
        Map<LearnerId, LearnerId> moved = new LinkedHashMap<>();
        all.forEach(
                move -> moved.put(new LearnerId(institution, move.from()), new LearnerId(institution, move.into())));
        broughtTogether.forEach(listener -> listener.accept(moved));
        Set<LearnerId> now = new LinkedHashSet<>();
        learners.forEach(learner -> now.add(moved.getOrDefault(learner, learner)));
        return now;
    }

    @Override
    public void onBroughtTogether(Consumer<Map<LearnerId, LearnerId>> listener) {
        broughtTogether.add(listener);
    }

    @Override
    public void bringTogether(Collection<LearnerId> accounts) {
        accounts.stream()
                .map(LearnerId::institution)
                .distinct()
                .forEach(institution -> asTheyAreNow(
                        institution,
                        accounts.stream()
                                .filter(account -> account.institution().equals(institution))
                                .collect(Collectors.toSet())));
    }

    /** A hundred marks of one learner cost one look: the rest of theirs that we can see and nobody holds goes too. */
    private void removeRest(InstitutionId institution, Set<LearnerId> learners) {
        List<UUID> ids = new ArrayList<>(learners.stream().map(LearnerId::value).toList());
        for (int from = 0; from < ids.size(); from += SLICE) {
            remove(
                    institution,
                    // the list is joined: for an IN behind the institution H2 reads all marks of the institution
                    jdbc.sql("select id, learner from unnest(cast(? as uuid array)) as asked(wanted)"
                                    + " join look_again on institution = ? and learner = asked.wanted"
                                    + " for update skip locked")
                            .param(new SqlArrayValue(
                                    "uuid",
                                    ids.subList(from, Math.min(from + SLICE, ids.size()))
                                            .toArray()))
                            .param(institution.value())
                            .query((row, number) ->
                                    new Mark(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                            .list());
        }
    }

    private void remove(InstitutionId institution, List<Mark> marks) {
        if (dialect.writesManyAtOnce()) {
            template.update(
                    "delete from look_again where institution = ? and id = any(?)",
                    institution.value(),
                    new SqlArrayValue("uuid", marks.stream().map(Mark::id).toArray()));
            return;
        }
        template.batchUpdate(
                "delete from look_again where institution = ? and id = ?",
                marks.stream()
                        .map(mark -> new Object[] {institution.value(), mark.id()})
                        .toList());
    }

    @Override
    public void hold(InstitutionId institution, Instant until) {
        Object time = until.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
        String longer = "update look_hold set held_until = ? where institution = ?";
        if (template.update(longer, time, institution.value()) == 0
                && template.update(
                                "insert into look_hold (institution, held_until) values (?, ?) on conflict do nothing",
                                institution.value(),
                                time)
                        == 0) {
            template.update(longer, time, institution.value());
        }
    }

    @Override
    public void release(InstitutionId institution) {
        template.update("delete from look_hold where institution = ?", institution.value());
        afterCommit.announce();
    }

    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    @Override
    public long waiting(InstitutionId institution) {
        return jdbc.sql("select count(*) from look_again where institution = ?")
                .param(institution.value())
                .query(Long.class)
                .single();
    }

    @Override
    public void onMarked(Runnable listener) {
        afterCommit.add(listener);
    }

    private record Mark(UUID id, UUID learner) {}
}
