package org.cairn.lti;

import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** People as an administrator looks for them. */
@Component
class JdbcPeople {

    private static final String LEADING =
            "select distinct t.id, t.name, t.email from learner l join learner t on t.institution = l.institution"
                    + " and t.id = coalesce(l.merged_into, l.id) where l.institution = ?";

    private final JdbcClient jdbc;

    JdbcPeople(JdbcClient jdbc) {
        this.jdbc = jdbc;
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

    private static Learner learner(InstitutionId institution, java.sql.ResultSet row) throws java.sql.SQLException {
        return new Learner(
                new LearnerId(institution, row.getObject(1, UUID.class)), row.getString(2), row.getString(3));
    }
}
