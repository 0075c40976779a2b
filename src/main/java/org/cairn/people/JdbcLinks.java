package org.cairn.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** Which accounts are one person's, and how that came about. */
@Component
class JdbcLinks {

    private final JdbcClient jdbc;

    JdbcLinks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Holds these accounts and the people they belong to, always in the same order; false when they changed meanwhile. */
    boolean hold(Collection<Acquaintance> accounts) {
        Set<UUID> all = new TreeSet<>();
        accounts.forEach(account -> {
            all.add(account.id().value());
            all.add(account.person().value());
        });
        InstitutionId institution = accounts.iterator().next().id().institution();
        all.forEach(id -> held(new LearnerId(institution, id)));
        return accounts.stream()
                .allMatch(account -> person(account.id()).equals(Optional.of(account.person()))
                        && account.id().equals(account(account.id())));
    }

    /** Holds people; the answer is false when one of them no longer leads. */
    boolean holdLeading(Collection<LearnerId> people) {
        people.stream()
                .sorted((one, other) -> one.value().compareTo(other.value()))
                .forEach(this::held);
        return people.stream().allMatch(one -> person(one).equals(Optional.of(one)));
    }

    void held(LearnerId id) {
        jdbc.sql("select id from learner where institution = ? and id = ? for update")
                .params(id.institution().value(), id.value())
                .query(UUID.class)
                .optional();
    }

    Optional<LearnerId> person(LearnerId id) {
        return jdbc.sql("select coalesce(merged_into, id) from learner where institution = ? and id = ?")
                .params(id.institution().value(), id.value())
                .query(UUID.class)
                .optional()
                .map(person -> new LearnerId(id.institution(), person));
    }

    /** As which account it goes on. */
    @Nullable
    LearnerId account(LearnerId id) {
        return jdbc.sql("select coalesce(absorbed_by, id) from learner where institution = ? and id = ?")
                .params(id.institution().value(), id.value())
                .query(UUID.class)
                .optional()
                .map(account -> new LearnerId(id.institution(), account))
                .orElse(null);
    }

    boolean isAlone(LearnerId account, LearnerId person) {
        return account.equals(person) && accounts(person).size() == 1;
    }

    boolean isLinked(LearnerId account) {
        return jdbc.sql("select count(*) from learner where institution = ? and id = ? and linked")
                        .params(account.institution().value(), account.value())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** The leading account and those linked to it. */
    List<LearnerId> accounts(LearnerId person) {
        List<LearnerId> accounts = new ArrayList<>();
        accounts.add(person);
        jdbc.sql("select id from learner where institution = ? and merged_into = ? and linked order by known_since, id")
                .params(person.institution().value(), person.value())
                .query((row, number) -> row.getObject(1, UUID.class))
                .list()
                .forEach(id -> accounts.add(new LearnerId(person.institution(), id)));
        return accounts;
    }

    Instant knownSince(LearnerId id) {
        return jdbc.sql("select known_since from learner where institution = ? and id = ?")
                .params(id.institution().value(), id.value())
                .query((row, number) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
    }

    void link(LearnerId from, LearnerId into) {
        jdbc.sql("update learner set merged_into = ? where institution = ? and merged_into = ?")
                .params(into.value(), from.institution().value(), from.value())
                .update();
        jdbc.sql("update learner set merged_into = ?, linked = true where institution = ? and id = ?")
                .params(into.value(), from.institution().value(), from.value())
                .update();
    }

    void part(LearnerId account, LearnerId person) {
        jdbc.sql("update learner set merged_into = null, linked = false where institution = ? and id = ?")
                .params(account.institution().value(), account.value())
                .update();
        jdbc.sql("update learner set merged_into = ? where institution = ? and merged_into = ? and absorbed_by = ?")
                .params(account.value(), account.institution().value(), person.value(), account.value())
                .update();
    }

    Set<PlatformId> platforms(Collection<LearnerId> accounts) {
        Set<PlatformId> platforms = new LinkedHashSet<>();
        accounts.forEach(account -> jdbc.sql(
                        "select distinct platform from learner_identifier" + " where institution = ? and learner = ?")
                .params(account.institution().value(), account.value())
                .query((row, number) -> row.getObject(1, UUID.class))
                .list()
                .forEach(platform -> platforms.add(new PlatformId(account.institution(), platform))));
        return platforms;
    }

    void rememberMemberships(LearnerId person) {
        jdbc.sql("insert into linked_membership (institution, account, course, role, active)"
                        + " select institution, learner, course, role, active from membership"
                        + " where institution = ? and learner = ? on conflict do nothing")
                .params(person.institution().value(), person.value())
                .update();
    }

    /** Gives an account back the courses of its platforms, and on platforms of both those that it was in before. */
    void partMemberships(LearnerId account, LearnerId person, Set<PlatformId> alone, List<LearnerId> remaining) {
        UUID institution = account.institution().value();
        Object[] platforms = alone.stream().map(PlatformId::value).toArray();
        jdbc.sql("update membership set learner = ? where institution = ? and learner = ? and course in"
                        + " (select c.id from unnest(cast(? as uuid array)) as theirs(platform) join course c"
                        + " on c.institution = ? and c.platform = theirs.platform)")
                .params(account.value(), institution, person.value(), new SqlArrayValue("uuid", platforms), institution)
                .update();
        jdbc.sql("insert into membership (institution, course, learner, role, active)"
                        + " select institution, course, account, role, active from linked_membership"
                        + " where institution = ? and account = ? on conflict do nothing")
                .params(institution, account.value())
                .update();
        Object[] others = remaining.stream().map(LearnerId::value).toArray();
        jdbc.sql("delete from membership where institution = ? and learner = ? and course in (select course from"
                        + " linked_membership where institution = ? and account = ?) and course not in (select m.course"
                        + " from unnest(cast(? as uuid array)) as them(id) join linked_membership m"
                        + " on m.institution = ? and m.account = them.id)")
                .params(
                        institution,
                        person.value(),
                        institution,
                        account.value(),
                        new SqlArrayValue("uuid", others),
                        institution)
                .update();
        jdbc.sql("delete from linked_membership where institution = ? and account = ?")
                .params(institution, account.value())
                .update();
        if (remaining.size() == 1) {
            jdbc.sql("delete from linked_membership where institution = ? and account = ?")
                    .params(institution, person.value())
                    .update();
        }
    }

    /** What was told of one account is told of the one that it turned out to be. */
    void rename(LearnerId from, LearnerId into) {
        for (String side : List.of("account", "person")) {
            jdbc.sql("update person_link set %1$s = ? where institution = ? and %1$s = ?".formatted(side))
                    .params(into.value(), from.institution().value(), from.value())
                    .update();
        }
        jdbc.sql("delete from linked_membership where institution = ? and account = ?")
                .params(from.institution().value(), from.value())
                .update();
        jdbc.sql("delete from link_code where institution = ? and account = ?")
                .params(from.institution().value(), from.value())
                .update();
    }

    void note(UUID id, LearnerId account, LearnerId person, Joining.Reason reason, Instant now) {
        jdbc.sql("insert into person_link (institution, id, account, person, how, why, made_by, made_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        account.institution().value(),
                        id,
                        account.value(),
                        person.value(),
                        reason.how().name().toLowerCase(Locale.ROOT),
                        reason.why(),
                        reason.by(),
                        now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Notes that the links of this account are undone. */
    void noteUndone(LearnerId account, String why, String by, Instant now) {
        jdbc.sql("update person_link set undone_at = ?, undone_by = ?, undone_why = ?"
                        + " where institution = ? and account = ? and undone_at is null")
                .params(
                        now.atOffset(ZoneOffset.UTC),
                        by,
                        why,
                        account.institution().value(),
                        account.value())
                .update();
    }

    List<Links.Link> history(LearnerId person) {
        InstitutionId institution = person.institution();
        Object[] accounts = accounts(person).stream().map(LearnerId::value).toArray();
        Set<Links.Link> all = new LinkedHashSet<>();
        for (String side : List.of("account", "person")) {
            all.addAll(jdbc.sql("select l.* from unnest(cast(? as uuid array)) as asked(id) left join person_link l"
                            + " on l.institution = ? and l." + side + " = asked.id where l.id is not null")
                    .params(new SqlArrayValue("uuid", accounts), institution.value())
                    .query((row, number) -> link(institution, row))
                    .list());
        }
        return all.stream()
                .sorted((one, other) -> other.at().compareTo(one.at()))
                .toList();
    }

    private static Links.Link link(InstitutionId institution, ResultSet row) throws SQLException {
        OffsetDateTime undone = row.getObject("undone_at", OffsetDateTime.class);
        return new Links.Link(
                row.getObject("id", UUID.class),
                new LearnerId(institution, row.getObject("account", UUID.class)),
                new LearnerId(institution, row.getObject("person", UUID.class)),
                Links.How.valueOf(row.getString("how").toUpperCase(Locale.ROOT)),
                row.getString("why"),
                row.getString("made_by"),
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                undone == null ? null : undone.toInstant(),
                row.getString("undone_by"),
                row.getString("undone_why"));
    }
}
