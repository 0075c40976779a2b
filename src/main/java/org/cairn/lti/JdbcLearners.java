package org.cairn.lti;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** The tables of people and their identifiers. */
@Component
class JdbcLearners {

    private static final String KNOWN_BY =
            "select coalesce(l.merged_into, l.id) as learner, i.kind, i.identifier, l.name, l.email";
    // flat joins only: H2 reads the whole table where a sub-select names the learners
    private static final String ALL_THEIR_IDENTIFIERS =
            " join learner l on l.institution = m.institution and l.id = m.learner"
                    + " join learner_identifier i on i.institution = m.institution and i.learner = m.learner"
                    + " and i.platform = m.platform";

    private static final String PERSON = "select l.id as asked, t.id, t.name, t.email from learner l"
            + " join learner t on t.institution = l.institution and t.id = coalesce(l.merged_into, l.id)"
            + " where l.institution = ? and ";

    private final JdbcClient jdbc;

    JdbcLearners(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Reads everyone whom any of the identifiers belongs to, in one query. An identifier that another node gave to a
     * learner while they were being merged away belongs to the one they were merged into.
     */
    Collection<Acquaintance> meet(PlatformId platform, Collection<Identifier> identifiers) {
        if (identifiers.isEmpty()) {
            return List.of();
        }
        People people = new People(platform.institution());
        jdbc.sql(KNOWN_BY
                        + " from unnest(cast(? as varchar array), cast(? as varchar array)) as said(kind, identifier)"
                        + " join learner_identifier m on m.institution = ? and m.platform = ?"
                        + " and m.kind = said.kind and m.identifier = said.identifier"
                        + ALL_THEIR_IDENTIFIERS)
                .param(texts(
                        identifiers.stream().map(identifier -> identifier.kind().code())))
                .param(texts(identifiers.stream().map(Identifier::value)))
                .param(platform.institution().value())
                .param(platform.value())
                .query(people);
        return people.met.values();
    }

    /** Reads the one person an identifier belongs to: the quickest of all, because every launch asks it. */
    Optional<Acquaintance> meet(PlatformId platform, Identifier identifier) {
        People people = new People(platform.institution());
        jdbc.sql(KNOWN_BY + " from learner_identifier m" + ALL_THEIR_IDENTIFIERS
                        + " where m.institution = ? and m.platform = ? and m.kind = ? and m.identifier = ?")
                .param(platform.institution().value())
                .param(platform.value())
                .param(identifier.kind().code())
                .param(identifier.value())
                .query(people);
        return people.met.values().stream().findFirst();
    }

    /** Gathers the rows, one per identifier, into people. */
    private static final class People implements RowCallbackHandler {

        private final InstitutionId institution;
        private final Map<UUID, Acquaintance> met = new LinkedHashMap<>();

        private People(InstitutionId institution) {
            this.institution = institution;
        }

        @Override
        public void processRow(ResultSet row) throws SQLException {
            UUID id = row.getObject("learner", UUID.class);
            Acquaintance who = met.get(id);
            if (who == null) {
                who = new Acquaintance(
                        new LearnerId(institution, id),
                        row.getString("name"),
                        row.getString("email"),
                        new LinkedHashSet<>());
                met.put(id, who);
            }
            who.identifiers().add(identifier(row, 0));
        }
    }

    void add(LearnerId id, @Nullable String name, @Nullable String email, Instant now) {
        jdbc.sql("insert into learner (institution, id, name, email, known_since) values (?, ?, ?, ?, ?)")
                .param(id.institution().value())
                .param(id.value())
                .param(name)
                .param(email)
                .param(now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Removes a learner who was added a moment ago and has nothing yet. */
    void remove(LearnerId id) {
        jdbc.sql("delete from learner where institution = ? and id = ?")
                .param(id.institution().value())
                .param(id.value())
                .update();
    }

    /** Holds the learner until the transaction ends; false when they have become another one. */
    boolean hold(LearnerId id) {
        return jdbc.sql("select id from learner where institution = ? and id = ? and merged_into is null for update")
                .param(id.institution().value())
                .param(id.value())
                .query(UUID.class)
                .optional()
                .isPresent();
    }

    /** Gives the learner an identifier; false when it is somebody's already. */
    boolean claim(PlatformId platform, Identifier identifier, LearnerId id) {
        return jdbc.sql("insert into learner_identifier (institution, platform, kind, identifier, learner)"
                                + " values (?, ?, ?, ?, ?) on conflict do nothing")
                        .param(platform.institution().value())
                        .param(platform.value())
                        .param(identifier.kind().code())
                        .param(identifier.value())
                        .param(id.value())
                        .update()
                == 1;
    }

    void describe(LearnerId id, @Nullable String name, @Nullable String email) {
        jdbc.sql("update learner set name = ?, email = ? where institution = ? and id = ?")
                .param(name)
                .param(email)
                .param(id.institution().value())
                .param(id.value())
                .update();
    }

    /** Moves what this room keeps of one learner to another, and leaves a signpost. */
    void merge(LearnerId from, LearnerId into) {
        move("update learner set merged_into = ? where institution = ? and id = ?", from, into);
        move("update learner set merged_into = ? where institution = ? and merged_into = ?", from, into);
        move("update learner_identifier set learner = ? where institution = ? and learner = ?", from, into);
        jdbc.sql("update membership set learner = ? where institution = ? and learner = ? and course not in"
                        + " (select course from membership where institution = ? and learner = ?)")
                .param(into.value())
                .param(from.institution().value())
                .param(from.value())
                .param(from.institution().value())
                .param(into.value())
                .update();
        jdbc.sql("delete from membership where institution = ? and learner = ?")
                .param(from.institution().value())
                .param(from.value())
                .update();
    }

    private void move(String sql, LearnerId from, LearnerId into) {
        jdbc.sql(sql)
                .param(into.value())
                .param(from.institution().value())
                .param(from.value())
                .update();
    }

    Optional<Learner> find(LearnerId id) {
        return jdbc.sql(PERSON + "l.id = ?")
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
            jdbc.sql(PERSON + "l.id = any(?)")
                    .param(institution.value())
                    .param(new SqlArrayValue("uuid", uuids))
                    .query(row -> {
                        UUID asked = row.getObject("asked", UUID.class);
                        found.put(new LearnerId(institution, asked), learner(institution, row));
                    });
        }
        return found;
    }

    Map<Identifier, LearnerId> named(PlatformId platform, String value) {
        Map<Identifier, LearnerId> named = new HashMap<>();
        jdbc.sql("select kind, identifier, learner from learner_identifier"
                        + " where institution = ? and platform = ? and kind = any(?) and identifier = ?")
                .param(platform.institution().value())
                .param(platform.value())
                .param(texts(Arrays.stream(IdentifierKind.values()).map(IdentifierKind::code)))
                .param(value)
                .query(row -> {
                    UUID learner = row.getObject("learner", UUID.class);
                    named.put(identifier(row, 0), new LearnerId(platform.institution(), learner));
                });
        return named;
    }

    List<Identifier> identifiers(PlatformId platform, LearnerId id) {
        return jdbc.sql("select kind, identifier from learner_identifier"
                        + " where institution = ? and learner = ? and platform = ? order by kind, identifier")
                .param(id.institution().value())
                .param(id.value())
                .param(platform.value())
                .query(JdbcLearners::identifier)
                .list();
    }

    private static SqlArrayValue texts(Stream<String> texts) {
        return new SqlArrayValue("varchar", texts.toArray());
    }

    private static Identifier identifier(ResultSet row, int number) throws SQLException {
        return new Identifier(IdentifierKind.of(row.getString("kind")), row.getString("identifier"));
    }

    private static Learner learner(InstitutionId institution, ResultSet row) throws SQLException {
        return new Learner(
                new LearnerId(institution, row.getObject("id", UUID.class)),
                row.getString("name"),
                row.getString("email"));
    }
}
