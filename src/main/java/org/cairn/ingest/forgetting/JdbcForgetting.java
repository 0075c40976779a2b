package org.cairn.ingest.forgetting;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.Ingestion;
import org.cairn.ingest.Quarantine;
import org.cairn.ingest.inbox.Stored;
import org.cairn.people.LearnerErased;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes the words out of messages. */
@Component
class JdbcForgetting {

    /** Where messages are kept that were changed by hand, or came again in other words. */
    static final List<String> VERSIONS = List.of("message_before", "message_conflict");

    private static final int SLICE = 500;
    private static final String EMPTY =
            "update inbox_message set body = '{}', state = 'IGNORED', reason = ? where institution = ?";

    private final JdbcTemplate template;
    private final JdbcTemplate streaming;
    private final JdbcClient jdbc;

    JdbcForgetting(JdbcTemplate template) {
        this.template = template;
        this.streaming = new JdbcTemplate(java.util.Objects.requireNonNull(template.getDataSource()));
        this.streaming.setFetchSize(SLICE);
        this.jdbc = JdbcClient.create(template);
    }

    void empty(InstitutionId institution, Collection<String> keys) {
        List<String> feeds = jdbc.sql("select id from feed where institution = ?")
                .param(institution.value())
                .query((row, number) -> row.getString(1))
                .list();
        List<Object[]> rows = new ArrayList<>();
        feeds.forEach(feed ->
                keys.forEach(key -> rows.add(new Object[] {Ingestion.ERASED, institution.value(), feed, key})));
        if (!rows.isEmpty()) {
            template.batchUpdate(EMPTY + " and feed = ? and dedupe_key = ?", rows);
        }
    }

    /** Messages that were changed by hand, as they were before: of those that say nothing any more nothing stays. */
    void dropOriginals(InstitutionId institution) {
        dropOfTheSilent("message_before", institution);
    }

    /** Originals that name somebody in whatever way, also where the message was changed to be about another. */
    void dropOriginalsAbout(PlatformId platform, String name) {
        dropNaming("message_before", platform, name);
    }

    /** What came later under the id of a message that says nothing any more. */
    void dropConflicts(InstitutionId institution) {
        dropOfTheSilent("message_conflict", institution);
    }

    /** What came later under the id of a message about somebody else, and names this one. */
    void dropConflictsAbout(PlatformId platform, String name) {
        dropNaming("message_conflict", platform, name);
    }

    private void dropOfTheSilent(String versions, InstitutionId institution) {
        jdbc.sql("delete from " + versions + " v where v.institution = ? and exists (select 1 from inbox_message m"
                        + " where m.institution = v.institution and m.feed = v.feed"
                        + " and m.dedupe_key = v.dedupe_key and m.reason = ?)")
                .params(institution.value(), Ingestion.ERASED)
                .update();
    }

    private void dropNaming(String versions, PlatformId platform, String name) {
        jdbc.sql("delete from " + versions + " where institution = ? and feed in (select id from feed"
                        + " where institution = ? and platform = ?) and body like ? escape '\\'")
                .params(platform.institution().value(), platform.institution().value(), platform.value(), like(name))
                .update();
    }

    /** The platforms that send anything. */
    List<PlatformId> platforms(InstitutionId institution) {
        return jdbc.sql("select distinct platform from feed where institution = ? order by platform")
                .param(institution.value())
                .query((row, number) -> new PlatformId(institution, row.getObject(1, UUID.class)))
                .list();
    }

    /** A message as it was before, or came later. */
    record Version(InstitutionId institution, String feed, String key, String body) {}

    /** The versions in whose text one of these stands that somebody is called. */
    List<Version> versions(String table, PlatformId platform, Collection<String> called) {
        return called.stream()
                .flatMap(name -> jdbc
                        .sql("select feed, dedupe_key, body from " + table + " where institution = ? and feed in"
                                + " (select id from feed where institution = ? and platform = ?)"
                                + " and body like ? escape '\\'")
                        .params(
                                platform.institution().value(),
                                platform.institution().value(),
                                platform.value(),
                                like(name))
                        .query((row, number) -> new Version(
                                platform.institution(), row.getString(1), row.getString(2), row.getString(3)))
                        .list()
                        .stream())
                .distinct()
                .toList();
    }

    void rewrite(String table, Version version, String body) {
        jdbc.sql("update " + table + " set body = ? where institution = ? and feed = ? and dedupe_key = ? and body = ?")
                .params(body, version.institution().value(), version.feed(), version.key(), version.body())
                .update();
    }

    /** A rule that writes somebody's name writes their alias. */
    void maskRules(InstitutionId institution, LearnerErased erased) {
        for (String name : erased.called()) {
            for (String column : List.of("wanted", "put_value", "note")) {
                jdbc.sql("update mending_rule set %1$s = ? where institution = ? and %1$s in (?, ?)".formatted(column))
                        .params(erased.alias(), institution.value(), name, Naming.quoted(name))
                        .update();
            }
        }
    }

    /** A message without somebody who had a part in it. */
    record Masked(Stored message, String body) {}

    void rewrite(List<Masked> messages) {
        template.batchUpdate(
                "update inbox_message set body = ? where institution = ? and feed = ? and dedupe_key = ?",
                messages.stream()
                        .map(one -> new Object[] {
                            one.body(),
                            one.message().platform().institution().value(),
                            one.message().feed(),
                            one.message().key()
                        })
                        .toList());
    }

    /** Messages of the platform's feeds in whose text one of these stands; they are read while this lasts. */
    void naming(PlatformId platform, Collection<String> names, Consumer<Stored> messages) {
        List<Object> values =
                new ArrayList<>(List.of(platform.institution().value(), platform.value(), Ingestion.ERASED));
        names.forEach(name -> values.add("%" + escaped(name) + "%"));
        String any = names.stream().map(name -> "body like ? escape '\\'").collect(Collectors.joining(" or "));
        if (!names.isEmpty()) {
            streaming.query(
                    "select " + Stored.COLUMNS + " from inbox_message"
                            + " where institution = ? and platform = ? and (reason is null or reason <> ?) and (" + any
                            + ")",
                    (RowCallbackHandler) row -> messages.accept(Stored.read(row, platform.institution())),
                    values.toArray());
        }
    }

    /** Empties a message: its key stays, so that it is known when it comes again. */
    void blank(Stored message) {
        jdbc.sql("update inbox_message set body = '{}' where institution = ? and feed = ? and dedupe_key = ?")
                .params(message.platform().institution().value(), message.feed(), message.key())
                .update();
    }

    void empty(List<Stored> messages) {
        template.batchUpdate(
                EMPTY + " and feed = ? and dedupe_key = ?",
                messages.stream()
                        .map(message -> new Object[] {
                            Ingestion.ERASED, message.platform().institution().value(), message.feed(), message.key()
                        })
                        .toList());
    }

    /** Rules that name somebody would tell of them. */
    void dropRulesAbout(PlatformId platform, String name) {
        jdbc.sql("delete from mending_rule where institution = ? and feed in (select id from feed where institution = ?"
                        + " and platform = ?) and (wanted = ? or put_value = ? or put_value = ?)")
                .params(
                        platform.institution().value(),
                        platform.institution().value(),
                        platform.value(),
                        name,
                        name,
                        "\"" + name + "\"")
                .update();
    }

    /** What an administrator did with messages stays on record, but not who that was. */
    void forgetWho(LearnerId account) {
        String theirs = "%(" + account.value() + ")%";
        for (String column :
                List.of("mending_rule set made_by", "mending_rule set removed_by", "message_before set changed_by")) {
            jdbc.sql("update %s = 'erased' where institution = ? and %s like ?"
                            .formatted(column, column.substring(column.lastIndexOf(' ') + 1)))
                    .params(account.institution().value(), theirs)
                    .update();
        }
        jdbc.sql("update inbox_message set reason = ?"
                        + " where institution = ? and state = 'IGNORED' and reason like ?")
                .params(
                        Complaint.of("message.dismissed.by-erased").text(),
                        account.institution().value(),
                        Quarantine.DISMISSED + "\t" + theirs)
                .update();
    }

    private static String like(String name) {
        return "%" + escaped(Naming.quoted(name)) + "%";
    }

    private static String escaped(String name) {
        return name.replaceAll("([\\\\%_])", "\\\\$1");
    }
}
