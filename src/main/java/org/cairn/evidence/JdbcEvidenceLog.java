package org.cairn.evidence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.cairn.database.Dialect;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** Keeps evidence in one table. */
@Component
class JdbcEvidenceLog implements EvidenceLog {

    /** How many learners one query asks for. */
    private static final int SLICE = 500;

    /** Hardly any institution has withdrawn messages: that is asked once, and only then for each piece of evidence. */
    private static final String NOT_WITHDRAWN =
            " and (not exists (select 1 from withdrawn_message where withdrawn_message.institution = ?)"
                    + " or not exists (select 1 from withdrawn_message where withdrawn_message.institution = ?"
                    + " and message_key = substring(evidence_key, 1, " + MESSAGE_KEY + ")))";

    /** Everyone writes in the same order, so that two writers of the same rows wait for each other and never cross. */
    private static final Comparator<Evidence> ORDER = Comparator.comparing(
                    (Evidence evidence) -> evidence.learner().value())
            .thenComparing(Evidence::key);

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final LookAgain lookAgain;
    private final Dialect dialect;

    JdbcEvidenceLog(JdbcTemplate template, LookAgain lookAgain) {
        this.template = template;
        this.dialect = Dialect.of(Objects.requireNonNull(template.getDataSource()));
        this.jdbc = JdbcClient.create(template);
        this.lookAgain = lookAgain;
    }

    @Override
    public void append(Collection<Evidence> evidence) {
        if (evidence.isEmpty()) {
            return;
        }
        List<Evidence> sorted = evidence.stream().sorted(ORDER).toList();
        int[] added = insert(sorted);
        // one count for all of them: then everybody is looked at if anything was new, which changes nothing for the
        // others
        lookAgain.at(IntStream.range(0, sorted.size())
                .filter(row -> added[Math.min(row, added.length - 1)] != 0)
                .mapToObj(row -> sorted.get(row).learner())
                .toList());
    }

    @Override
    public void appendSettled(Collection<Evidence> evidence) {
        if (!evidence.isEmpty()) {
            insert(evidence.stream().sorted(ORDER).toList());
        }
    }

    private int[] insert(List<Evidence> sorted) {
        return template.batchUpdate(
                EvidenceColumns.ROWS.statement(dialect),
                EvidenceColumns.ROWS.parameters(
                        dialect, sorted.stream().map(EvidenceColumns::of).toList()));
    }

    @Override
    public void withdraw(InstitutionId institution, String message, Collection<LearnerId> whose) {
        template.update(
                "insert into withdrawn_message (institution, message_key) values (?, ?) on conflict do nothing",
                institution.value(),
                message);
        lookAgain.at(whose);
    }

    @Override
    public Set<String> withdrawn(InstitutionId institution, Collection<String> messages) {
        return messages.isEmpty()
                ? Set.of()
                : Set.copyOf(jdbc.sql("select message_key from unnest(cast(? as varchar array)) as asked(wanted)"
                                + " join withdrawn_message on institution = ? and message_key = asked.wanted")
                        .param(new SqlArrayValue("varchar", messages.toArray()))
                        .param(institution.value())
                        .query(String.class)
                        .list());
    }

    @Override
    public List<Evidence> of(LearnerId learner) {
        return of(learner.institution(), List.of(learner)).getOrDefault(learner, List.of());
    }

    @Override
    public Map<LearnerId, List<Evidence>> of(InstitutionId institution, Collection<LearnerId> learners) {
        return of(institution, learners, "");
    }

    @Override
    public Map<LearnerId, List<Evidence>> waivers(InstitutionId institution, Collection<LearnerId> learners) {
        return of(institution, learners, " and kind = 'waiver'");
    }

    private Map<LearnerId, List<Evidence>> of(
            InstitutionId institution, Collection<LearnerId> learners, String andOnly) {
        Map<LearnerId, List<Evidence>> found = new LinkedHashMap<>();
        learners.stream()
                .filter(learner -> learner.institution().equals(institution))
                .forEach(learner -> found.put(learner, new ArrayList<>()));
        List<LearnerId> asked = List.copyOf(found.keySet());
        for (int from = 0; from < asked.size(); from += SLICE) {
            read(institution, asked.subList(from, Math.min(from + SLICE, asked.size())), andOnly, found);
        }
        return found;
    }

    private void read(
            InstitutionId institution, List<LearnerId> slice, String andOnly, Map<LearnerId, List<Evidence>> found) {
        // the list is joined: for an IN behind the institution H2 reads all evidence of the institution; and outer
        // joins it leaves in their order
        jdbc.sql("select " + EvidenceColumns.NAMES
                        + " from unnest(cast(? as uuid array)) as asked(wanted)"
                        + " left join evidence on institution = ? and learner = asked.wanted where learner is not null"
                        + andOnly
                        + NOT_WITHDRAWN
                        + " order by learner, occurred_at, evidence_key")
                .param(new SqlArrayValue(
                        "uuid", slice.stream().map(LearnerId::value).toArray()))
                .param(institution.value())
                .param(institution.value())
                .param(institution.value())
                .query((row, number) -> EvidenceColumns.read(row))
                .list()
                .forEach(evidence -> found.computeIfAbsent(evidence.learner(), learner -> new ArrayList<>())
                        .add(evidence));
    }
}
