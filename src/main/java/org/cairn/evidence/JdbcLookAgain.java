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
        List<Mark> ours = alone(institution, withRest(institution, marks));
        if (ours.isEmpty()) {
            return Set.of();
        }
        remove(institution, ours);
        Set<LearnerId> learners = new LinkedHashSet<>();
        ours.forEach(mark -> learners.add(new LearnerId(institution, mark.learner())));
        return asTheyAreNow(institution, learners);
    }

    /**
     * Without those at whom somebody else looks right now: their marks can be seen, because they are only gone for good
     * once that look is over, and not be held. Two looks at once could end in the wrong order, and the one that knew less
     * would have the last word. Our mark of them stays, for a look that begins after the other.
     */
    private List<Mark> alone(InstitutionId institution, Set<Mark> held) {
        Set<UUID> elsewhere = marks(institution, held, "").stream()
                .filter(mark -> !held.contains(mark))
                .map(Mark::learner)
                .collect(Collectors.toSet());
        return held.stream().filter(mark -> !elsewhere.contains(mark.learner())).toList();
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
    private Set<Mark> withRest(InstitutionId institution, List<Mark> some) {
        Set<Mark> all = new LinkedHashSet<>(some);
        all.addAll(marks(institution, some, " for update skip locked"));
        return all;
    }

    /** All marks of the learners of these. */
    private List<Mark> marks(InstitutionId institution, Collection<Mark> some, String locked) {
        List<UUID> learners = some.stream().map(Mark::learner).distinct().toList();
        List<Mark> marks = new ArrayList<>();
        for (int from = 0; from < learners.size(); from += SLICE) {
            // the list is joined: for an IN behind the institution H2 reads all marks of the institution
            marks.addAll(jdbc.sql("select id, learner from unnest(cast(? as uuid array)) as asked(wanted)"
                            + " join look_again on institution = ? and learner = asked.wanted" + locked)
                    .param(new SqlArrayValue(
                            "uuid",
                            learners.subList(from, Math.min(from + SLICE, learners.size()))
                                    .toArray()))
                    .param(institution.value())
                    .query((row, number) -> new Mark(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                    .list());
        }
        return marks;
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
