package org.cairn.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.cairn.database.Text;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** People as pages and scripts look for them: by their id, or by whatever is known of them. */
@Component
class JdbcPeople {

    private static final String LEADING =
            "select distinct t.id, t.name, t.email from learner l join learner t on t.institution = l.institution"
                    + " and t.id = coalesce(l.merged_into, l.id) where l.institution = ?";

    // where the leading account is nameless, another one of the same person may have been told a name
    private static final String PERSON = "select l.id as asked, t.id,"
            + " coalesce(t.name, (select max(x.name) from learner x where x.institution = t.institution"
            + " and x.merged_into = t.id and x.linked)) as name,"
            + " coalesce(t.email, (select max(x.email) from learner x where x.institution = t.institution"
            + " and x.merged_into = t.id and x.linked)) as email from ";
    private static final String THEMSELVES =
            " left join learner t on t.institution = l.institution and t.id = coalesce(l.merged_into, l.id)";

    private final JdbcClient jdbc;

    JdbcPeople(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Learner> find(LearnerId id) {
        return jdbc.sql(PERSON + "learner l" + THEMSELVES + " where l.institution = ? and l.id = ?")
                .param(id.institution().value())
                .param(id.value())
                .query((row, n) -> learner(id.institution(), row))
                .optional();
    }

    Map<LearnerId, Learner> find(InstitutionId institution, Collection<LearnerId> ids) {
        Object[] uuids = ids.stream()
                .filter(id -> id.institution().equals(institution))
                .map(LearnerId::value)
                .distinct()
                .toArray();
        Map<LearnerId, Learner> found = new HashMap<>();
        if (uuids.length > 0) {
            jdbc.sql(PERSON
                            + "unnest(cast(? as uuid array)) as asked(id)"
                            + " left join learner l on l.institution = ? and l.id = asked.id"
                            + THEMSELVES
                            + " where l.id is not null")
                    .param(new SqlArrayValue("uuid", uuids))
                    .param(institution.value())
                    .query(row -> {
                        UUID asked = row.getObject("asked", UUID.class);
                        found.put(new LearnerId(institution, asked), learner(institution, row));
                    });
        }
        return found;
    }

    Map<Identifier, LearnerId> named(PlatformId platform, String value) {
        Map<Identifier, LearnerId> named = new HashMap<>();
        jdbc.sql(
                        "select i.kind, i.identifier, coalesce(l.merged_into, l.id) as learner from unnest(cast(? as varchar array)) as every(kind)"
                                + " left join learner_identifier i on i.institution = ? and i.platform = ?"
                                + " and i.kind = every.kind and i.identifier = ?"
                                + " left join learner l on l.institution = i.institution and l.id = i.learner"
                                + " where i.learner is not null")
                .param(new SqlArrayValue(
                        "varchar",
                        Arrays.stream(IdentifierKind.values())
                                .map(IdentifierKind::code)
                                .toArray()))
                .param(platform.institution().value())
                .param(platform.value())
                .param(value)
                .query(row -> {
                    UUID learner = row.getObject("learner", UUID.class);
                    named.put(
                            new Identifier(IdentifierKind.of(row.getString("kind")), row.getString("identifier")),
                            new LearnerId(platform.institution(), learner));
                });
        return named;
    }

    List<Learner> search(InstitutionId institution, String text, int most) {
        if (!Text.isPlain(text)) {
            return List.of();
        }
        Set<Learner> found = new LinkedHashSet<>();
        if (!text.isEmpty()) {
            found.addAll(jdbc.sql("select distinct t.id, t.name, t.email from learner_identifier i"
                            + " join learner l on l.institution = i.institution and l.id = i.learner"
                            + " join learner t on t.institution = l.institution and t.id = coalesce(l.merged_into, l.id)"
                            + " where i.institution = ? and i.identifier = ? order by t.name, t.id limit ?")
                    .params(institution.value(), text, most)
                    .query((row, number) -> learner(institution, row))
                    .list());
        }
        String like = "%" + text.toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1") + "%";
        found.addAll(jdbc.sql(LEADING + " and (lower(l.name) like ? escape '\\' or lower(l.email) like ? escape '\\'"
                        + (text.isEmpty() ? " or l.name is null" : "") + ")"
                        + " order by t.name, t.id limit ?")
                .params(institution.value(), like, like, most)
                .query((row, number) -> learner(institution, row))
                .list());
        return found.stream().limit(most).toList();
    }

    Optional<Links.Account> account(LearnerId id, boolean leads) {
        return jdbc.sql("select name, email, known_since from learner where institution = ? and id = ?")
                .params(id.institution().value(), id.value())
                .query((row, number) -> new Links.Account(
                        id,
                        leads,
                        platform(id).orElse(null),
                        row.getString("name"),
                        row.getString("email"),
                        row.getObject("known_since", OffsetDateTime.class).toInstant(),
                        identifiers(id)))
                .optional();
    }

    private Optional<PlatformId> platform(LearnerId id) {
        return jdbc
                .sql("select distinct platform from learner_identifier where institution = ? and learner = ?")
                .params(id.institution().value(), id.value())
                .query((row, number) -> row.getObject(1, UUID.class))
                .list()
                .stream()
                .findFirst()
                .map(platform -> new PlatformId(id.institution(), platform));
    }

    private List<Identifier> identifiers(LearnerId id) {
        return jdbc
                .sql("select kind, identifier from learner_identifier where institution = ? and learner = ?"
                        + " order by past, identifier")
                .params(id.institution().value(), id.value())
                .query((row, number) -> new Identifier(IdentifierKind.of(row.getString(1)), row.getString(2)))
                .list()
                .stream()
                .sorted(Recognition.BY_KIND)
                .toList();
    }

    private static Learner learner(InstitutionId institution, ResultSet row) throws SQLException {
        return new Learner(
                new LearnerId(institution, row.getObject("id", UUID.class)),
                row.getString("name"),
                row.getString("email"));
    }
}
