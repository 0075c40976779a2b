package org.cairn.people;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.cairn.vault.Pseudonyms;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/**
 * What is left of people who were erased: digests of what platforms called them, under this installation's key, because
 * ids are short and whoever has the database could try them all.
 */
@Component
class JdbcErasures {

    private static final String THEIR_ERASURES =
            "select distinct e.erasure, e.kind from unnest(cast(? as varchar array))"
                    + " as asked(digest) left join erased_identifier e on e.institution = ? and e.platform = ?"
                    + " and e.digest = asked.digest where e.erasure is not null";

    private final JdbcClient jdbc;
    private final Pseudonyms pseudonyms;

    JdbcErasures(JdbcClient jdbc, Pseudonyms pseudonyms) {
        this.jdbc = jdbc;
        this.pseudonyms = pseudonyms;
    }

    private SqlArrayValue digests(Collection<Identifier> identifiers) {
        return new SqlArrayValue(
                "varchar",
                identifiers.stream().flatMap(this::digest).distinct().sorted().toArray());
    }

    /** An address and its digest are one name. */
    private Stream<String> digest(Identifier identifier) {
        return Recognition.isAddress(identifier.kind())
                ? Addresses.digest(identifier).map(digest -> keyed("address\n" + digest)).stream()
                : Stream.of(keyed(identifier.kind().code() + "\n" + identifier.value()));
    }

    private String keyed(String name) {
        return pseudonyms.of("erased", name);
    }

    /** Says whether any of these names was that of somebody who was erased, and counts it there. */
    boolean drop(PlatformId platform, Collection<Identifier> said) {
        List<UUID> erased = erasures(platform, said);
        erased.forEach(id -> jdbc.sql("update erasure set dropped = dropped + 1 where institution = ? and id = ?")
                .params(platform.institution().value(), id)
                .update());
        return !erased.isEmpty();
    }

    /** Whoever comes again by themselves is somebody new: the digests of their names go. */
    void forget(PlatformId platform, Collection<Identifier> said) {
        erasures(platform, said)
                .forEach(id -> jdbc.sql("delete from erased_identifier where institution = ? and erasure = ?")
                        .params(platform.institution().value(), id)
                        .update());
    }

    boolean anyOf(PlatformId platform, Collection<Identifier> said) {
        return !erasures(platform, said).isEmpty();
    }

    private List<UUID> erasures(PlatformId platform, Collection<Identifier> said) {
        Map<UUID, Set<String>> same = new LinkedHashMap<>();
        jdbc.sql(THEIR_ERASURES)
                .params(digests(said), platform.institution().value(), platform.value())
                .query(row -> {
                    same.computeIfAbsent(row.getObject(1, UUID.class), id -> new HashSet<>())
                            .add(String.valueOf(row.getString(2)));
                });
        return same.entrySet().stream()
                .filter(erasure -> !isSomebodyElse(platform, erasure.getKey(), erasure.getValue(), said))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** A number or a user name is given to others later: not theirs is what else was said and is given once. */
    private boolean isSomebodyElse(PlatformId platform, UUID erasure, Set<String> same, Collection<Identifier> said) {
        Set<String> saidForEver = said.stream()
                .map(Identifier::kind)
                .filter(Recognition::isForEver)
                .map(IdentifierKind::code)
                .collect(Collectors.toSet());
        if (saidForEver.isEmpty() || same.contains(IdentifierKind.SUB.code())) {
            return false;
        }
        List<String> known = jdbc.sql(
                        "select distinct kind from erased_identifier where institution = ? and erasure = ?"
                                + " and platform = ?")
                .params(platform.institution().value(), erasure, platform.value())
                .query((row, number) -> String.valueOf(row.getString(1)))
                .list();
        return known.stream().anyMatch(kind -> saidForEver.contains(kind) && !same.contains(kind));
    }

    /** Every id that leads to this person, that of their own among them. */
    List<LearnerId> ids(LearnerId person) {
        List<LearnerId> ids = new ArrayList<>();
        ids.add(person);
        jdbc.sql("select id from learner where institution = ? and merged_into = ?")
                .params(person.institution().value(), person.value())
                .query((row, number) -> row.getObject(1, UUID.class))
                .list()
                .forEach(id -> ids.add(new LearnerId(person.institution(), id)));
        return ids;
    }

    Map<PlatformId, Set<Identifier>> names(Collection<LearnerId> accounts) {
        Map<PlatformId, Set<Identifier>> names = new LinkedHashMap<>();
        for (LearnerId account : accounts) {
            jdbc.sql("select platform, kind, identifier from learner_identifier where institution = ? and learner = ?")
                    .params(account.institution().value(), account.value())
                    .query(row -> {
                        PlatformId platform = new PlatformId(account.institution(), row.getObject(1, UUID.class));
                        names.computeIfAbsent(platform, id -> new LinkedHashSet<>())
                                .add(new Identifier(IdentifierKind.of(row.getString(2)), row.getString(3)));
                    });
            jdbc.sql("select platform, digest from person_address where institution = ? and learner = ?")
                    .params(account.institution().value(), account.value())
                    .query(row -> {
                        PlatformId platform = new PlatformId(account.institution(), row.getObject(1, UUID.class));
                        names.computeIfAbsent(platform, id -> new LinkedHashSet<>())
                                .add(new Identifier(IdentifierKind.EMAIL_SHA1, row.getString(2)));
                    });
            addresses(account, names);
        }
        return names;
    }

    /** The address itself, where one was told: messages may have it as it is. */
    private void addresses(LearnerId account, Map<PlatformId, Set<Identifier>> names) {
        jdbc.sql("select email from learner where institution = ? and id = ? and email is not null")
                .params(account.institution().value(), account.value())
                .query((row, number) -> row.getString(1))
                .list()
                .forEach(email ->
                        names.values().forEach(theirs -> Addresses.names(email).forEach(theirs::add)));
    }

    /** What these accounts are called, in words. */
    Set<String> called(Collection<LearnerId> accounts) {
        Set<String> called = new LinkedHashSet<>();
        accounts.forEach(
                account -> jdbc.sql("select name from learner where institution = ? and id = ? and name is not null")
                        .params(account.institution().value(), account.value())
                        .query((row, number) -> row.getString(1))
                        .optional()
                        .ifPresent(called::add));
        return called;
    }

    void note(UUID id, InstitutionId institution, Map<PlatformId, Set<Identifier>> names, String by, Instant now) {
        jdbc.sql("insert into erasure (institution, id, erased_by, erased_at, dropped) values (?, ?, ?, ?, 0)")
                .params(institution.value(), id, by, now.atOffset(ZoneOffset.UTC))
                .update();
        names.forEach((platform, identifiers) -> identifiers.forEach(identifier -> digest(identifier)
                .forEach(digest -> jdbc.sql(
                                "insert into erased_identifier (institution, platform, digest, erasure, kind)"
                                        + " values (?, ?, ?, ?, ?) on conflict do nothing")
                        .params(
                                institution.value(),
                                platform.value(),
                                digest,
                                id,
                                identifier.kind().code())
                        .update())));
    }

    /** Deletes what this room has of somebody, and who was in which course, which would hold them here. */
    void delete(Collection<LearnerId> ids) {
        for (LearnerId id : ids) {
            UUID institution = id.institution().value();
            jdbc.sql("delete from trusted_check where institution = ? and exists (select 1 from learner_identifier i"
                            + " where i.institution = trusted_check.institution and i.kind = trusted_check.kind"
                            + " and i.identifier = trusted_check.identifier and i.learner = ?)")
                    .params(institution, id.value())
                    .update();
            for (String table : List.of("learner_identifier", "person_address", "membership")) {
                jdbc.sql("delete from " + table + " where institution = ? and learner = ?")
                        .params(institution, id.value())
                        .update();
            }
            for (String table : List.of("linked_membership", "link_code", "person_link")) {
                jdbc.sql("delete from " + table + " where institution = ? and account = ?")
                        .params(institution, id.value())
                        .update();
            }
            jdbc.sql("delete from person_link where institution = ? and person = ?")
                    .params(institution, id.value())
                    .update();
            jdbc.sql("delete from link_contradiction where institution = ? and (one = ? or other = ?)")
                    .params(institution, id.value(), id.value())
                    .update();
            forgetWho(institution, id.value().toString());
            jdbc.sql("delete from learner where institution = ? and id = ?")
                    .params(institution, id.value())
                    .update();
        }
    }

    /** What an administrator did stays on record, but not who that was. */
    private void forgetWho(UUID institution, String id) {
        for (String column : List.of(
                "person_link set made_by",
                "person_link set undone_by",
                "trusted_id set declared_by",
                "erasure set erased_by")) {
            jdbc.sql("update %s = 'erased' where institution = ? and %s = ?"
                            .formatted(column, column.substring(column.lastIndexOf(' ') + 1)))
                    .params(institution, id)
                    .update();
        }
    }

    List<Erasures.Erased> last(InstitutionId institution, int most) {
        return jdbc.sql("select id, erased_by, erased_at, dropped from erasure where institution = ?"
                        + " order by erased_at desc limit ?")
                .params(institution.value(), most)
                .query((row, number) -> new Erasures.Erased(
                        row.getObject("id", UUID.class),
                        row.getString("erased_by"),
                        row.getObject("erased_at", OffsetDateTime.class).toInstant(),
                        row.getLong("dropped")))
                .list();
    }
}
