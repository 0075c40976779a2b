package org.cairn.award;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.cairn.database.Dialect;
import org.cairn.database.NewRows;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.vault.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The awards that changed and wait to be made provable. */
@Component
class JdbcProofQueue {

    private static final NewRows WAITING = NewRows.of("award_to_prove", "institution uuid", "id uuid", "award uuid");

    private final JdbcTemplate template;
    private final Dialect dialect;
    private final JdbcClient jdbc;
    private final JdbcAwardsBeside besides;

    JdbcProofQueue(JdbcTemplate template, JdbcAwardsBeside besides) {
        this.template = template;
        this.dialect = Dialect.of(Objects.requireNonNull(template.getDataSource()));
        this.jdbc = JdbcClient.create(template);
        this.besides = besides;
    }

    void add(Collection<Decision> decisions) {
        List<@Nullable Object[]> rows = decisions.stream()
                .map(Decision::award)
                .map(award ->
                        new @Nullable Object[] {award.learner().institution().value(), Ids.next(), award.id()})
                .toList();
        template.batchUpdate(WAITING.statement(dialect), WAITING.parameters(dialect, rows));
        addBesides(decisions);
    }

    /** What gave way to one of these stands and falls with it; nothing ever gave way to a first decision. */
    private void addBesides(Collection<Decision> decisions) {
        List<Decision> changed =
                decisions.stream().filter(decision -> decision.revision() > 1).toList();
        Set<List<Object>> theirs = changed.stream()
                .map(Decision::award)
                .map(award -> List.<Object>of(award.learner(), award.badge()))
                .collect(Collectors.toSet());
        Map<InstitutionId, Set<LearnerId>> people = changed.stream()
                .map(decision -> decision.award().learner())
                .collect(Collectors.groupingBy(LearnerId::institution, Collectors.toSet()));
        people.forEach((institution, learners) -> template.batchUpdate(
                "insert into award_to_prove (institution, id, award) values (?, ?, ?)",
                besides.of(institution, learners).stream()
                        .filter(award -> theirs.contains(List.<Object>of(award.learner(), award.badge())))
                        .map(award -> new Object[] {institution.value(), Ids.next(), award.id()})
                        .toList()));
    }

    /** Takes waiting changes off the queue, in the caller's transaction; answers whose they are, each award once. */
    List<UUID> claim(InstitutionId institution, int most) {
        List<Waiting> waiting = jdbc.sql(
                        "select id, award from award_to_prove where institution = ? order by id limit ?"
                                + " for update skip locked")
                .params(institution.value(), most)
                .query((row, number) -> new Waiting(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .list();
        template.batchUpdate(
                "delete from award_to_prove where institution = ? and id = ?",
                waiting.stream()
                        .map(each -> new Object[] {institution.value(), each.id()})
                        .toList());
        return waiting.stream().map(Waiting::award).distinct().toList();
    }

    private record Waiting(UUID id, UUID award) {}
}
