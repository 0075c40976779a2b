package org.cairn.lti.grades;

import static org.cairn.lti.grades.JdbcColumns.utc;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cairn.lti.Gradebook.Progress;
import org.cairn.platform.InstitutionId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** Takes reports of progress into the table of scores; writes only what is new. */
@Component
class JdbcReports {

    private record Cell(
            UUID course,
            UUID platform,
            String badge,
            UUID learner,
            boolean known,
            @Nullable BigDecimal wanted,
            boolean complete) {}

    private record Change(Cell cell, Progress progress) {}

    /** Everyone writes in the same order, so that two writers of the same rows wait for each other and never cross. */
    private static final Comparator<Change> ORDER = Comparator.comparing(
                    (Change change) -> change.cell().course())
            .thenComparing(change -> change.cell().badge())
            .thenComparing(change -> change.cell().learner());

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    JdbcReports(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /** Answers how many scores have to be written for it. */
    int take(InstitutionId institution, Collection<Progress> progress, Instant now) {
        var reported = progress.stream()
                .collect(Collectors.toMap(
                        one -> List.of(one.learner().value(), one.badge()), one -> one, (one, later) -> later));
        List<UUID> learners = progress.stream()
                .map(one -> one.learner().value())
                .distinct()
                .sorted()
                .toList();
        List<Change> changes = cells(institution, learners).stream()
                .flatMap(cell -> Stream.ofNullable(reported.get(List.of(cell.learner(), cell.badge())))
                        .map(one -> new Change(cell, one)))
                .filter(JdbcReports::isNews)
                .sorted(ORDER)
                .toList();
        Set<Change> inserted = insert(institution, changes, now);
        update(
                institution,
                changes.stream().filter(change -> !inserted.contains(change)).toList(),
                now);
        return changes.size();
    }

    /** Nothing is written for somebody who has not begun and for whom nothing was written. */
    private static boolean isNews(Change change) {
        Cell cell = change.cell();
        BigDecimal percent = change.progress().percent();
        if (cell.wanted() == null) {
            return cell.known() || percent.signum() > 0;
        }
        return cell.wanted().compareTo(percent) != 0
                || cell.complete() != change.progress().complete();
    }

    private List<Cell> cells(InstitutionId institution, List<UUID> learners) {
        // outer joins, which H2 leaves in their order
        return jdbc.sql("select c.course, c.platform, c.badge, m.learner, s.learner as known, s.wanted, s.complete"
                        + " from unnest(cast(? as uuid array)) as them(id)"
                        + " left join membership m on m.institution = ? and m.learner = them.id"
                        + " left join gradebook_column c on c.institution = ? and c.course = m.course"
                        + " left join gradebook_score s on s.institution = ? and s.course = c.course"
                        + " and s.badge = c.badge and s.learner = m.learner"
                        + " where m.role = 'student' and m.active and c.state <> 'stopped'")
                .param(new SqlArrayValue("uuid", learners.toArray()))
                .param(institution.value())
                .param(institution.value())
                .param(institution.value())
                .query((row, number) -> new Cell(
                        row.getObject("course", UUID.class),
                        row.getObject("platform", UUID.class),
                        row.getString("badge"),
                        row.getObject("learner", UUID.class),
                        row.getObject("known", UUID.class) != null,
                        row.getBigDecimal("wanted"),
                        row.getBoolean("complete")))
                .list();
    }

    /** Answers those that were really new: another report, or a look at the column, may have been faster. */
    private Set<Change> insert(InstitutionId institution, List<Change> changes, Instant now) {
        List<Change> missing =
                changes.stream().filter(change -> !change.cell().known()).toList();
        int[] counts = template.batchUpdate(
                "insert into gradebook_score (institution, course, badge, learner, platform, state, wanted, complete,"
                        + " sent_complete, failures, due_at, given_revision)"
                        + " values (?, ?, ?, ?, ?, 'waiting', ?, ?, ?, 0, ?, 0) on conflict do nothing",
                missing.stream()
                        .map(change -> new Object[] {
                            institution.value(),
                            change.cell().course(),
                            change.cell().badge(),
                            change.cell().learner(),
                            change.cell().platform(),
                            change.progress().percent(),
                            change.progress().complete(),
                            false,
                            utc(now)
                        })
                        .toList());
        return IntStream.range(0, counts.length)
                .filter(i -> counts[i] != 0)
                .mapToObj(missing::get)
                .collect(Collectors.toSet());
    }

    /** Something new is tried at once, also where the try before failed; what was given up stays so. */
    private void update(InstitutionId institution, List<Change> changes, Instant now) {
        template.batchUpdate(
                "update gradebook_score set wanted = ?, complete = ?,"
                        + " due_at = case when state in ('written', 'waiting') then cast(? as timestamp(6) with time zone)"
                        + " else due_at end,"
                        + " state = case when state = 'written' then 'waiting' else state end"
                        + " where institution = ? and course = ? and badge = ? and learner = ?",
                changes.stream()
                        .map(change -> new Object[] {
                            change.progress().percent(),
                            change.progress().complete(),
                            utc(now),
                            institution.value(),
                            change.cell().course(),
                            Objects.requireNonNull(change.cell().badge()),
                            change.cell().learner()
                        })
                        .toList());
    }
}
