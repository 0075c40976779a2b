package org.cairn.ingest.upload;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.cairn.ingest.Uploads.Taken;
import org.cairn.lti.CourseId;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Uploaded files as rows: previews, their sealed parts, and what was taken in. */
@Component
class JdbcUploads {

    private final JdbcClient jdbc;

    JdbcUploads(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One preview; the id is the digest of its token. */
    record Made(
            InstitutionId institution,
            String id,
            PlatformId platform,
            @Nullable CourseId course,
            LearnerId by,
            @Nullable String author,
            String fileName,
            Instant at,
            Instant until) {}

    /** Sealed events on their way into the inbox. */
    record Part(String upload, int number, int usable, PlatformId platform, byte[] sealed) {}

    void insert(Made made) {
        jdbc.sql(
                        "insert into upload (institution, id, platform, course, by_learner, by_name, file_name, state, usable,"
                                + " faulty, stored, made_at, expires_at) values (?, ?, ?, ?, ?, ?, ?, 'PREVIEW', 0, 0, 0, ?, ?)")
                .param(made.institution().value())
                .param(made.id())
                .param(made.platform().value())
                .param(made.course() == null ? null : made.course().value())
                .param(made.by().value())
                .param(made.author())
                .param(made.fileName())
                .param(time(made.at()))
                .param(time(made.until()))
                .update();
    }

    /** Leaves of what this person has not confirmed yet the newest so many. */
    void dropOlder(Made made, int most) {
        List<String> older = jdbc.sql(
                        "select id from upload where institution = ? and by_learner = ? and state = 'PREVIEW'"
                                + " order by made_at desc, id offset ? rows")
                .params(made.institution().value(), made.by().value(), most)
                .query((row, number) -> row.getString("id"))
                .list();
        for (String id : older) {
            int dropped = jdbc.sql("delete from upload where institution = ? and id = ? and state = 'PREVIEW'")
                    .params(made.institution().value(), id)
                    .update();
            if (dropped == 1) {
                jdbc.sql("delete from upload_part where institution = ? and upload = ?")
                        .params(made.institution().value(), id)
                        .update();
            }
        }
    }

    void addPart(Made made, int number, int events, int usable, byte[] sealed) {
        jdbc.sql("insert into upload_part (institution, upload, part, confirmed, events, usable, sealed)"
                        + " values (?, ?, ?, false, ?, ?, ?)")
                .params(made.institution().value(), made.id(), number, events, usable, sealed)
                .update();
    }

    void count(Made made, int usable, int faulty) {
        jdbc.sql("update upload set usable = ?, faulty = ? where institution = ? and id = ?")
                .params(usable, faulty, made.institution().value(), made.id())
                .update();
    }

    /** Says whether a preview speaks of this course alone, or for null of a whole platform. */
    boolean isFor(InstitutionId institution, String id, @Nullable CourseId course) {
        return jdbc.sql("select course from upload where institution = ? and id = ?")
                .params(institution.value(), id)
                .query((row, number) -> Optional.ofNullable(row.getObject("course", UUID.class)))
                .optional()
                .map(of -> of.equals(Optional.ofNullable(course).map(CourseId::value)))
                .orElse(false);
    }

    /** Marks a preview to be taken in; false when it is not there to be taken. */
    boolean confirm(InstitutionId institution, String id, LearnerId by, Instant now) {
        int marked = jdbc.sql("update upload set state = 'CONFIRMED', made_at = ? where institution = ? and id = ?"
                        + " and by_learner = ? and state = 'PREVIEW' and expires_at > ?")
                .params(time(now), institution.value(), id, by.value(), time(now))
                .update();
        jdbc.sql(
                        "update upload_part set confirmed = true where institution = ? and upload = ? and exists (select 1 from"
                                + " upload where institution = ? and id = ? and state = 'CONFIRMED')")
                .params(institution.value(), id, institution.value(), id)
                .update();
        return marked == 1
                || jdbc.sql("select 1 from upload where institution = ? and id = ? and by_learner = ?"
                                + " and state <> 'PREVIEW'")
                        .params(institution.value(), id, by.value())
                        .query(Integer.class)
                        .optional()
                        .isPresent();
    }

    /** Looks without a transaction, so that a node with nothing to do commits nothing. */
    boolean hasWork(InstitutionId institution) {
        return jdbc.sql("select 1 from upload_part where institution = ? and confirmed = true limit 1")
                .param(institution.value())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Takes one part that nobody else holds, until the transaction ends. */
    Optional<Part> claim(InstitutionId institution) {
        return jdbc.sql(
                        "select upload, part, usable, sealed from upload_part where institution = ? and confirmed = true"
                                + " order by upload, part limit 1 for update skip locked")
                .param(institution.value())
                .query((row, number) -> new Part(
                        row.getString("upload"),
                        row.getInt("part"),
                        row.getInt("usable"),
                        platform(institution, row.getString("upload")),
                        row.getBytes("sealed")))
                .optional();
    }

    PlatformId platform(InstitutionId institution, String id) {
        return new PlatformId(
                institution,
                jdbc.sql("select platform from upload where institution = ? and id = ?")
                        .params(institution.value(), id)
                        .query(UUID.class)
                        .single());
    }

    void taken(InstitutionId institution, Part part) {
        jdbc.sql("delete from upload_part where institution = ? and upload = ? and part = ?")
                .params(institution.value(), part.upload(), part.number())
                .update();
        jdbc.sql("update upload set stored = stored + ? where institution = ? and id = ?")
                .params(part.usable(), institution.value(), part.upload())
                .update();
    }

    /** A part that cannot be taken in is not tried again; the file stays one of which not everything is stored. */
    void leaveOut(InstitutionId institution, Part part) {
        jdbc.sql("update upload_part set confirmed = false where institution = ? and upload = ? and part = ?")
                .params(institution.value(), part.upload(), part.number())
                .update();
    }

    /** Forgets what nobody confirmed in time; answers how many previews those were. */
    int purge(InstitutionId institution, Instant now) {
        jdbc.sql(
                        "delete from upload_part where institution = ? and confirmed = false and upload in (select id from upload"
                                + " where institution = ? and state = 'PREVIEW' and expires_at <= ?)")
                .params(institution.value(), institution.value(), time(now))
                .update();
        return jdbc.sql("delete from upload where institution = ? and state = 'PREVIEW' and expires_at <= ?")
                .params(institution.value(), time(now))
                .update();
    }

    /** Forgets what nobody has confirmed yet, whoever it is about: it is sealed, and can be uploaded again. */
    void dropPreviews(InstitutionId institution) {
        jdbc.sql("delete from upload_part where institution = ? and upload in"
                        + " (select id from upload where institution = ? and state = 'PREVIEW')")
                .params(institution.value(), institution.value())
                .update();
        jdbc.sql("delete from upload where institution = ? and state = 'PREVIEW'")
                .param(institution.value())
                .update();
    }

    /** What somebody uploaded stays, but not who that was. */
    void forget(LearnerId uploader) {
        jdbc.sql("update upload set by_name = null, by_learner = ? where institution = ? and by_learner = ?")
                .params(new UUID(0, 0), uploader.institution().value(), uploader.value())
                .update();
    }

    /** Whoever uploaded something and turned out to be somebody else goes on with it under that name. */
    void move(LearnerId from, LearnerId into) {
        jdbc.sql("update upload set by_learner = ? where institution = ? and by_learner = ?")
                .params(into.value(), from.institution().value(), from.value())
                .update();
    }

    boolean hasOld(InstitutionId institution, Instant now) {
        return jdbc.sql("select 1 from upload where institution = ? and state = 'PREVIEW' and expires_at <= ? limit 1")
                .params(institution.value(), time(now))
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    List<Taken> taken(InstitutionId institution, @Nullable CourseId course, int most) {
        return jdbc.sql("select file_name, by_name, made_at, usable, stored, faulty from upload where institution = ?"
                        + " and state = 'CONFIRMED'" + (course == null ? "" : " and course = ?")
                        + " order by made_at desc limit " + most)
                .params(course == null ? List.of(institution.value()) : List.of(institution.value(), course.value()))
                .query((row, number) -> new Taken(
                        row.getString("file_name"),
                        row.getString("by_name"),
                        row.getObject("made_at", OffsetDateTime.class).toInstant(),
                        row.getInt("usable"),
                        row.getInt("stored"),
                        row.getInt("faulty")))
                .list();
    }

    Optional<String> feed(PlatformId platform) {
        return jdbc.sql("select feed from upload_feed where institution = ? and platform = ?")
                .params(platform.institution().value(), platform.value())
                .query((row, number) -> row.getString("feed"))
                .optional();
    }

    Set<String> feeds(InstitutionId institution) {
        return jdbc.sql("select feed from upload_feed where institution = ?")
                .param(institution.value())
                .query((row, number) -> row.getString("feed"))
                .set();
    }

    void rememberFeed(PlatformId platform, String feed) {
        jdbc.sql("insert into upload_feed (institution, platform, feed) values (?, ?, ?) on conflict do nothing")
                .params(platform.institution().value(), platform.value(), feed)
                .update();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
