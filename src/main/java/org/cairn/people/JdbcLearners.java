package org.cairn.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** The tables of people and their identifiers. */
@Component
class JdbcLearners {

    private static final String KNOWN_BY =
            "select coalesce(l.absorbed_by, l.id) as learner, coalesce(l.merged_into, l.id) as person,"
                    + " i.platform, i.kind, i.identifier, l.name, l.email";
    // H2 plans a query while tables are small and keeps to it. So lists are joined, because its IN reads the whole
    // table; the joins are outer ones, because those it does not reorder (PostgreSQL knows that it may); and every join
    // names the columns of one index only (the platform is compared here, not there)
    private static final String ALL_THEIR_IDENTIFIERS =
            " left join learner l on l.institution = m.institution and l.id = m.learner"
                    + " left join learner_identifier i on i.institution = m.institution and i.learner = m.learner";

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
        People people = new People(platform);
        jdbc.sql(KNOWN_BY
                        + " from unnest(cast(? as varchar array), cast(? as varchar array)) as said(kind, identifier)"
                        + " left join learner_identifier m on m.institution = ? and m.platform = ?"
                        + " and m.kind = said.kind and m.identifier = said.identifier"
                        + ALL_THEIR_IDENTIFIERS
                        + " where m.learner is not null")
                .param(texts(
                        identifiers.stream().map(identifier -> identifier.kind().code())))
                .param(texts(identifiers.stream().map(Identifier::value)))
                .param(platform.institution().value())
                .param(platform.value())
                .query(people::add);
        return people.met.values();
    }

    /** Reads the one person an identifier belongs to: the quickest of all, because every launch asks it. */
    Optional<Acquaintance> meet(PlatformId platform, Identifier identifier) {
        People people = new People(platform);
        jdbc.sql(KNOWN_BY + " from learner_identifier m" + ALL_THEIR_IDENTIFIERS
                        + " where m.institution = ? and m.platform = ? and m.kind = ? and m.identifier = ?")
                .param(platform.institution().value())
                .param(platform.value())
                .param(identifier.kind().code())
                .param(identifier.value())
                .query(people::add);
        return people.met.values().stream().findFirst();
    }

    /** Reads one account by its id. */
    Optional<Acquaintance> account(PlatformId platform, UUID account) {
        People people = new People(platform);
        jdbc.sql(KNOWN_BY + " from learner l left join learner_identifier i on i.institution = l.institution"
                        + " and i.learner = l.id where l.institution = ? and l.id = ?")
                .param(platform.institution().value())
                .param(account)
                .query(people::add);
        return people.met.values().stream().findFirst();
    }

    /** Gathers the rows, one per identifier, into people. */
    private static final class People {

        private final PlatformId platform;
        private final Map<UUID, Acquaintance> met = new LinkedHashMap<>();

        private People(PlatformId platform) {
            this.platform = platform;
        }

        private void add(ResultSet row) throws SQLException {
            UUID id = row.getObject("learner", UUID.class);
            Acquaintance who = met.get(id);
            if (who == null) {
                who = new Acquaintance(
                        new LearnerId(platform.institution(), id),
                        new LearnerId(platform.institution(), row.getObject("person", UUID.class)),
                        row.getString("name"),
                        row.getString("email"),
                        new LinkedHashSet<>());
                met.put(id, who);
            }
            if (platform.value().equals(row.getObject("platform", UUID.class))) {
                who.identifiers().add(identifier(row, 0));
            }
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

    /** Gives the account an identifier; false when it is somebody's already. */
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

    /** Gives the account an identifier that was another one's. */
    void pass(PlatformId platform, Identifier identifier, LearnerId id) {
        jdbc.sql("update learner_identifier set learner = ?, past = false where institution = ? and platform = ?"
                        + " and kind = ? and identifier = ?")
                .param(id.value())
                .param(platform.institution().value())
                .param(platform.value())
                .param(identifier.kind().code())
                .param(identifier.value())
                .update();
    }

    /** Notes of identifiers that the platform itself no longer uses them. */
    void past(PlatformId platform, Collection<Identifier> identifiers) {
        identifiers.forEach(identifier -> jdbc.sql("update learner_identifier set past = true where institution = ?"
                        + " and platform = ? and kind = ? and identifier = ? and not past")
                .param(platform.institution().value())
                .param(platform.value())
                .param(identifier.kind().code())
                .param(identifier.value())
                .update());
    }

    void describe(LearnerId id, @Nullable String name, @Nullable String email) {
        jdbc.sql("update learner set name = ?, email = ? where institution = ? and id = ?")
                .param(name)
                .param(email)
                .param(id.institution().value())
                .param(id.value())
                .update();
    }

    /** Makes an account that stands alone, or is the same person's, part of another one for ever. */
    void absorb(LearnerId from, Acquaintance into) {
        move("update learner set absorbed_by = ? where institution = ? and absorbed_by = ?", from, into.id());
        move("update learner set merged_into = ? where institution = ? and merged_into = ?", from, into.person());
        jdbc.sql("update learner set absorbed_by = ?, merged_into = ?, linked = false where institution = ? and id = ?")
                .param(into.id().value())
                .param(into.person().value())
                .param(from.institution().value())
                .param(from.value())
                .update();
        move("update learner_identifier set learner = ? where institution = ? and learner = ?", from, into.id());
        moveMemberships(from, into.person());
    }

    void moveMemberships(LearnerId from, LearnerId into) {
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

    /** The identifiers of all the accounts of these people, those that the platform no longer uses last. */
    Map<LearnerId, List<Identifier>> identifiers(PlatformId platform, Collection<LearnerId> people) {
        Map<UUID, LearnerId> accounts = new LinkedHashMap<>();
        people.forEach(person -> accounts.put(person.value(), person));
        accounts.putAll(linkedWith(platform.institution(), people));
        Map<LearnerId, List<Identifier>> identifiers = new HashMap<>();
        jdbc.sql("select i.learner, i.platform, i.kind, i.identifier from unnest(cast(? as uuid array)) as asked(id)"
                        + " left join learner_identifier i on i.institution = ? and i.learner = asked.id"
                        + " where i.learner is not null order by i.past, i.identifier")
                .param(new SqlArrayValue("uuid", accounts.keySet().toArray()))
                .param(platform.institution().value())
                .query(row -> {
                    LearnerId who = accounts.get(row.getObject("learner", UUID.class));
                    if (who != null && platform.value().equals(row.getObject("platform", UUID.class))) {
                        identifiers
                                .computeIfAbsent(who, id -> new ArrayList<>())
                                .add(identifier(row, 0));
                    }
                });
        return identifiers;
    }

    /** The accounts that were linked to these people, and to whom. */
    Map<UUID, LearnerId> linkedWith(InstitutionId institution, Collection<LearnerId> people) {
        Map<UUID, LearnerId> linked = new LinkedHashMap<>();
        jdbc.sql("select l.id, l.merged_into from unnest(cast(? as uuid array)) as asked(id)"
                        + " left join learner l on l.institution = ? and l.merged_into = asked.id"
                        + " where l.linked order by l.known_since, l.id")
                .param(new SqlArrayValue(
                        "uuid", people.stream().map(LearnerId::value).distinct().toArray()))
                .param(institution.value())
                .query(row -> {
                    UUID person = row.getObject(2, UUID.class);
                    linked.put(row.getObject(1, UUID.class), new LearnerId(institution, person));
                });
        return linked;
    }

    private static SqlArrayValue texts(Stream<String> texts) {
        return new SqlArrayValue("varchar", texts.toArray());
    }

    private static Identifier identifier(ResultSet row, int number) throws SQLException {
        return new Identifier(IdentifierKind.of(row.getString("kind")), row.getString("identifier"));
    }
}
