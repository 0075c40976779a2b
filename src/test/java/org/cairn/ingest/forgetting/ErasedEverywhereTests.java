package org.cairn.ingest.forgetting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.cairn.drive.SourceWorld;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.EvidenceLog;
import org.cairn.evidence.Observation;
import org.cairn.ingest.Attestations;
import org.cairn.ingest.Feed;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.Ingestion;
import org.cairn.ingest.Quarantine;
import org.cairn.ingest.canvas.CanvasSamples;
import org.cairn.ingest.inbox.Incoming;
import org.cairn.ingest.inbox.TestInbox;
import org.cairn.ingest.spool.Spool;
import org.cairn.lti.CourseId;
import org.cairn.lti.Courses;
import org.cairn.lti.Role;
import org.cairn.people.Erasures;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerErased;
import org.cairn.people.LearnerId;
import org.cairn.people.Links;
import org.cairn.people.Person;
import org.cairn.platform.Family;
import org.cairn.platform.Platform;
import org.cairn.vault.Tokens;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Who is erased is nowhere any more: in no column of any table, under no name, and in nothing that lies on disk. */
class ErasedEverywhereTests extends SourceWorld {

    private static final String T1 = "2026-03-01T10:00:00.000Z";
    private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-03-02T10:00:00Z");
    private static final long LOCAL = 77_741;
    private static final String GLOBAL = CanvasSamples.global(LOCAL);
    private static final String NAME = "Ottilie Quastenflosser";
    private static final String EMAIL = "ottilie.q@uni.example";
    private static final String SIS = "SIS-OTTI-88";
    private static final String PORTAL = "https://portal.example.edu";
    private static final String AT_PORTAL = "o.quastenflosser";
    private static final long OTHERS = 77_742;
    private static final String FILE = "Essay of Quastenflosser";

    private static final String STATEMENT = UUID.randomUUID().toString();
    private static final String CONFIRMED_BY_THEM = """
            {"id": "att-1", "type": "attested", "time": "2026-03-03", "person": {"sis": "SIS-OTHER"}, "badge": "talk",
             "milestone": "step", "by": {"name": "%s", "role": "instructor"}}""".formatted(NAME);

    @Autowired
    ConfigurableApplicationContext application;

    @Autowired
    EvidenceLog log;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcTemplate rows;

    @Autowired
    Erasures erasures;

    @Autowired
    Links links;

    @Autowired
    Feeds feeds;

    @Autowired
    Quarantine quarantine;

    @Autowired
    Courses courses;

    @Autowired
    Attestations attestations;

    @Autowired
    Spool spool;

    private World world;
    private LearnerId ottilie;
    private LearnerId elsewhere;
    private LearnerId other;
    private CourseId course;
    private Way events;
    private Way xapi;

    private static Identifier id(IdentifierKind kind, String value) {
        return new Identifier(kind, value);
    }

    private UUID institution() {
        return world.platform.id().institution().value();
    }

    private void sends(Way way, String body) throws IOException {
        assertThat(world.post(way, "", body).status()).isEqualTo(200);
    }

    private Feed feed(Way way) {
        return feeds.of(world.platform.id().institution()).stream()
                .filter(one -> way.path().contains(one.id()))
                .findFirst()
                .orElseThrow();
    }

    private void somebodyIsKnownUnderManyNames() {
        world = world(Family.CANVAS);
        ottilie = world.student(
                NAME,
                EMAIL,
                id(IdentifierKind.CANVAS_GLOBAL, GLOBAL),
                id(IdentifierKind.CANVAS_LOCAL, Long.toString(LOCAL)),
                id(IdentifierKind.SIS, SIS),
                id(IdentifierKind.LTI11, "lti11-of-ottilie"),
                id(IdentifierKind.SUB, "sub-of-ottilie"));
        other = world.student(
                "Otto Other", null, id(IdentifierKind.SIS, "SIS-OTHER"), id(IdentifierKind.SUB, "sub-of-other"));
        Platform second = world.another(Family.MOODLE);
        elsewhere = learners.know(
                second.id(),
                new Person(
                        Set.of(
                                id(IdentifierKind.USERNAME, "oquastenflosser"),
                                id(IdentifierKind.SUB, "sub-elsewhere-of-ottilie")),
                        "O. Quastenflosser",
                        EMAIL));
        links.give(ottilie, world.platform.id(), id(IdentifierKind.XAPI_ACCOUNT, PORTAL + "|" + AT_PORTAL), "operator");
        links.link(ottilie, elsewhere, Links.How.ADMIN, "Quastenflosser on both", "operator");
        course = courses.know(world.platform.id(), "context", "565", "Collaboration");
        courses.join(course, ottilie, Role.STUDENT, true);
        courses.join(course, other, Role.STUDENT, true);
    }

    private void muchIsHeardOfThem() throws Exception {
        LearnerId teacher = world.student("Tess Teacher", null, id(IdentifierKind.SUB, "teacher"));
        world.badgeForScore("talk", "565", "assignment:355");
        Way canvas = world.feed("canvas", "\"allowUnsigned\": true");
        events = world.feed("events");
        xapi = world.feed("xapi", "\"strict\": true");
        sends(canvas, CanvasSamples.gradeChange(LOCAL, 355, "91", "100", T1).toString());
        sends(
                canvas,
                CanvasSamples.gradeChange(LOCAL, 355, "85", "100", T1)
                        .toString()
                        .replace("\"score\":85", "\"score\":\"splendid\""));
        sends(
                canvas,
                CanvasSamples.event("user_updated", T1, """
                {'user_id':'%s','name':'%s','short_name':'Ottilie','user_sis_id':'%s'}""".formatted(GLOBAL, NAME, SIS))
                        .toString());
        sends(
                canvas,
                CanvasSamples.event("enrollment_created", T1, """
                {'enrollment_id':'%s','course_id':'%s','user_id':'%s','user_name':'%s','type':'StudentEnrollment',
                 'workflow_state':'active'}""".formatted(
                                        CanvasSamples.global(9001), CanvasSamples.global(565), GLOBAL, NAME))
                        .toString());
        sends(
                canvas,
                CanvasSamples.event("discussion_entry_created", T1, """
                {'user_id':'%s','discussion_entry_id':'5','text':'I am Quastenflosser'}""".formatted(GLOBAL))
                        .toString());
        for (String score : List.of("80", "95", "\"A-\"")) {
            sends(events, """
                    {"id": "sis-%s", "type": "scored", "time": "2026-03-02", "person": {"sis": "%s"}, "course": "565",
                     "activity": "quiz:1", "score": {"points": %s, "possible": 100}}""".formatted(score.length() > 2 ? "2" : "1", SIS, score));
        }
        sends(events, """
                {"type": "person", "time": "2026-03-02", "person": {"sis": "%s", "username": "oq-on-campus"}}""".formatted(SIS));
        sends(events, """
                {"type": "scored", "time": "2026-03-02", "person": {"sis": "SIS-OTHER"}, "course": "565",
                 "activity": "quiz:1", "score": {"points": 7, "possible": 10}}""");
        aStatementBringsAFile();
        theyHaveAPartInWhatOthersDid();
        world.settled();
        var odd = quarantine.of(feed(canvas), null, 10).getFirst();
        quarantine.mend(feed(canvas), odd.key(), odd.body().replace("\"splendid\"", "93"), "Abe Admin");
        attestations.attest(
                course,
                List.of(ottilie),
                new Attestations.Step("talk", "step"),
                new Attestations.Staff(teacher, Role.INSTRUCTOR),
                new Attestations.Said("Quastenflosser spoke well", "https://example.edu/quastenflosser"),
                true);
        world.settled();
    }

    private void theyHaveAPartInWhatOthersDid() throws Exception {
        sends(events, CONFIRMED_BY_THEM);
        states("""
                {"id": "%s", "actor": {"account": {"homePage": "%s", "name": "sub-of-other"}},
                 "verb": {"id": "http://adlnet.gov/expapi/verbs/completed"}, "object": {"id": "https://example.edu/essay"},
                 "timestamp": "2026-03-02T10:00:00Z",
                 "context": {"instructor": {"mbox": "mailto:%s", "name": "%s"}},
                 "authority": {"account": {"homePage": "%s", "name": "%s"}, "name": "%s"}}""".formatted(STATEMENT, world.issuer, EMAIL, NAME, PORTAL, AT_PORTAL, NAME));
        sends(
                world.feed("canvas", "\"allowUnsigned\": true"),
                CanvasSamples.gradeChange(OTHERS, 355, "85", "100", T1)
                        .toString()
                        .replace("\"score\":85", "\"score\":\"fine\"")
                        .replace("\"%s\"".formatted(CanvasSamples.global(9)), "\"%s\"".formatted(GLOBAL)));
        states("""
                {"actor": {"account": {"homePage": "%s", "name": "%s"}},
                 "verb": {"id": "http://adlnet.gov/expapi/verbs/interacted"},
                 "object": {"id": "https://example.edu/essay"}, "timestamp": "2026-03-02T10:00:00Z"}""".formatted(PORTAL, AT_PORTAL));
    }

    private void states(String statement) throws IOException {
        assertThat(world.send(
                                "POST",
                                xapi.path() + "/statements",
                                statement.getBytes(StandardCharsets.UTF_8),
                                "Content-Type: application/json",
                                "X-Experience-API-Version: 1.0.3",
                                xapi.basic())
                        .status())
                .isEqualTo(200);
    }

    private List<String> evidenceOfOther(String kind) {
        return rows.queryForList(
                "select author from evidence where institution = ? and learner = ? and kind = ?",
                String.class,
                institution(),
                other.value(),
                kind);
    }

    private void aStatementBringsAFile() throws IOException {
        String hash = Tokens.digest(FILE);
        String statement = """
                {"id": "%s", "actor": {"mbox": "mailto:%s"}, "verb": {"id": "http://adlnet.gov/expapi/verbs/completed"},
                 "object": {"id": "https://example.edu/essay"}, "timestamp": "2026-03-02T10:00:00Z",
                 "attachments": [{"usageType": "https://example.edu/u", "display": {"en": "File"},
                 "contentType": "text/plain", "length": %d, "sha2": "%s"}]}""".formatted(UUID.randomUUID(), EMAIL, FILE.length(), hash);
        String body = "--cut\r\nContent-Type: application/json\r\n\r\n" + statement
                + "\r\n--cut\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: binary\r\n"
                + "X-Experience-API-Hash: " + hash + "\r\n\r\n" + FILE + "\r\n--cut--\r\n";
        assertThat(world.send(
                                "POST",
                                xapi.path() + "/statements",
                                body.getBytes(StandardCharsets.UTF_8),
                                "Content-Type: multipart/mixed; boundary=cut",
                                "X-Experience-API-Version: 1.0.3",
                                xapi.basic())
                        .status())
                .isEqualTo(200);
    }

    private void put(String table, String columns, Object... values) {
        rows.update(
                "insert into %s (institution, %s) values (?%s)".formatted(table, columns, ", ?".repeat(values.length)),
                withInstitution(values));
    }

    private Object[] withInstitution(Object... values) {
        List<Object> all = new ArrayList<>(List.of(institution()));
        all.addAll(List.of(values));
        return all.toArray();
    }

    /** What this test does not bring about by the ways on which it comes. */
    private void moreLiesInOtherRooms() {
        UUID platform = world.platform.id().value();
        UUID person = ottilie.value();
        put(
                "launch_session",
                "handle, platform, learner, name, role, frame_ancestors, expires_at, return_url",
                Tokens.next().substring(0, 32),
                platform,
                person,
                NAME,
                "STUDENT",
                "self",
                NOW,
                "https://lms.example.edu/users/" + LOCAL);
        String asked = "asked-" + institution().toString().substring(0, 30);
        put("feed", "id, platform, kind, allow_unsigned, created_at", asked, platform, "CANVAS_API", false, NOW);
        for (String item : List.of("grade:355:%d", "progress:%d", "module-progress:4:%d", "outcome:7:%d:1")) {
            put("pull_seen", "feed, item, digest, changes", asked, "565:" + item.formatted(LOCAL), "d", 1);
        }
        put(
                "gradebook_column",
                "course, badge, platform, state, title, duplicates, failures",
                course.value(),
                "talk",
                platform,
                "READY",
                "Talk",
                0,
                0);
        put(
                "gradebook_score",
                "course, badge, learner, platform, state, complete, sent_complete, failures, given_revision",
                course.value(),
                "talk",
                person,
                platform,
                "DONE",
                true,
                true,
                0,
                0);
        put("link_code", "digest, account, platform, expires_at", Tokens.digest("code"), person, platform, NOW);
        put(
                "link_contradiction",
                "one, other, kind, identifier, why, found_at",
                person,
                other.value(),
                "sis",
                SIS,
                "TWO",
                NOW);
        put(
                "upload",
                "id, platform, by_learner, by_name, file_name, state, usable, faulty, stored, made_at, expires_at",
                "u",
                platform,
                person,
                NAME,
                "f.csv",
                "CONFIRMED",
                1,
                0,
                1,
                NOW,
                NOW);
        spool.keepAside(TestInbox.spooled(
                new Incoming(feed(events), "k", "t", "{\"person\": {\"sis\": \"%s\"}}".formatted(SIS), null),
                Instant.parse(T1)));
    }

    /** Every column of every table, as text: where something of them is found, and what. */
    private Map<String, Set<String>> found() {
        Map<String, Pattern> needles = needles();
        Map<String, Set<String>> found = new TreeMap<>();
        List<String> tables = rows.queryForList(
                "select lower(table_name) from information_schema.tables where lower(table_schema) = 'public'"
                        + " and lower(table_name) not like 'flyway%'",
                String.class);
        assertThat(tables).hasSizeGreaterThan(50);
        for (String table : tables) {
            rows.query("select * from " + table, row -> {
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    Object value = row.getObject(i);
                    String text = value instanceof byte[] bytes
                            ? new String(bytes, StandardCharsets.ISO_8859_1)
                            : String.valueOf(row.getString(i));
                    String column =
                            table + "." + row.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT);
                    needles.forEach((name, needle) -> {
                        if (needle.matcher(text).find()) {
                            found.computeIfAbsent(column, key -> new java.util.TreeSet<>())
                                    .add(name);
                        }
                    });
                }
            });
        }
        return found;
    }

    private Map<String, Pattern> needles() {
        Map<String, Pattern> needles = new LinkedHashMap<>();
        needles.put("name", Pattern.compile("quastenflosser|ottilie|oq-on-campus", Pattern.CASE_INSENSITIVE));
        needles.put("sis", Pattern.compile(Pattern.quote(SIS)));
        needles.put("canvas", Pattern.compile("(?<![0-9a-zA-Z])" + LOCAL + "(?![0-9a-zA-Z])|" + GLOBAL));
        needles.put("person", Pattern.compile(ottilie.value() + "|" + elsewhere.value()));
        needles.put("file", Pattern.compile(Tokens.digest(FILE)));
        needles.put("guess", Pattern.compile(String.join("|", guesses())));
        return needles;
    }

    /** Digests that whoever has the database could make of ids, of which there are few. */
    private static List<String> guesses() {
        String address = sha1("mailto:" + EMAIL);
        List<String> guesses = new ArrayList<>(List.of(address));
        for (String value : List.of(SIS, Long.toString(LOCAL), GLOBAL, "lti11-of-ottilie", EMAIL, address)) {
            guesses.add(Tokens.digest(value));
            for (String kind : List.of("sis", "canvas-local", "canvas-global", "lti11", "address")) {
                guesses.add(Tokens.digest(kind + "\n" + value));
            }
        }
        return guesses;
    }

    private static String sha1(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isSetAside() {
        List<Boolean> there = new ArrayList<>();
        spool.forget(record -> {
            there.add(new String(record, StandardCharsets.UTF_8).contains(SIS));
            return false;
        });
        return there.contains(true);
    }

    @Test
    void nothingIsLeftOfWhomWasErasedInAnyColumnOfAnyTable() throws Exception {
        somebodyIsKnownUnderManyNames();
        muchIsHeardOfThem();
        moreLiesInOtherRooms();
        assertThat(found().keySet())
                .as("there is much to forget")
                .contains(
                        "learner.name",
                        "learner.email",
                        "learner_identifier.identifier",
                        "person_address.digest",
                        "membership.learner",
                        "evidence.learner",
                        "evidence.note",
                        "evidence.author",
                        "evidence.link",
                        "inbox_message.body",
                        "message_before.body",
                        "message_conflict.body",
                        "xapi_attachment.content",
                        "xapi_attachment_of.sha2",
                        "heard_enrolment.learner",
                        "launch_session.learner",
                        "pull_seen.item",
                        "gradebook_score.learner",
                        "link_contradiction.one",
                        "link_code.account",
                        "person_link.account",
                        "upload.by_learner",
                        "award.learner");
        assertThat(isSetAside()).isTrue();

        rows.update(
                "insert into xapi_term (institution, feed, term, received_at, dedupe_key)"
                        + " values (?, ?, 1, current_timestamp, 'any')",
                institution(),
                feed(xapi).id());

        erasures.erase(elsewhere, "operator");
        world.settled();

        assertThat(found()).as("what is left, and where").isEmpty();
        assertThat(rows.queryForList(
                        "select dedupe_key from xapi_term where institution = ?", String.class, institution()))
                .as("hashes of names")
                .isEmpty();
        assertThat(isSetAside()).isFalse();
        assertThat(rows.queryForList(
                        "select body from inbox_message where institution = ?", String.class, institution()))
                .as("others are not forgotten")
                .anyMatch(body -> body.contains("SIS-OTHER"));

        assertThat(evidenceOfOther("completion")).as("what others did stays").hasSize(1);
        assertThat(rows.queryForList(
                        "select body from inbox_message where institution = ? and state = 'QUARANTINED'",
                        String.class,
                        institution()))
                .as("a grade that they gave can still be mended")
                .anyMatch(body -> body.contains("\"fine\"") && body.contains(CanvasSamples.global(OTHERS)));
        assertThat(evidenceOfOther("attestation")).singleElement().asString().startsWith("erased-");
        sends(events, CONFIRMED_BY_THEM);
        quarantine.replayAll(feed(events));
        quarantine.replayAll(feed(xapi));
        world.settled();
        assertThat(rows.queryForList(
                        "select reason from inbox_message where institution = ? and body = '{}'",
                        String.class,
                        institution()))
                .as("what was emptied is not read again")
                .isNotEmpty()
                .containsOnly(Ingestion.ERASED);
        assertThat(evidenceOfOther("completion")).hasSize(1);
        assertThat(evidenceOfOther("attestation")).singleElement().asString().startsWith("erased-");

        for (String id : List.of("sis-1", "sis-3")) {
            sends(events, """
                    {"id": "%s", "type": "completed", "time": "2026-03-05", "person": {"sis": "%s"}, "course": "565",
                     "activity": "quiz:1"}""".formatted(id, SIS));
        }
        aStatementBringsAFile();
        world.settled();
        assertThat(found()).as("what comes again is dropped").isEmpty();
    }

    @Test
    void whatAnErasedTeacherConfirmedStaysTheStudentsByNobody() {
        somebodyIsKnownUnderManyNames();
        attestations.attest(
                course,
                List.of(other),
                new Attestations.Step("talk", "step"),
                new Attestations.Staff(ottilie, Role.INSTRUCTOR),
                new Attestations.Said("Well done", null),
                true);
        erasures.erase(ottilie, "operator");

        assertThat(found()).isEmpty();
        assertThat(rows.queryForList("select note from evidence where learner = ?", String.class, other.value()))
                .containsExactly("Well done");
    }

    @Test
    void whatWasBeingWrittenOfThemMeanwhileIsForgottenToo() {
        somebodyIsKnownUnderManyNames();
        AtomicBoolean once = new AtomicBoolean();
        ApplicationListener<ApplicationEvent> writer = event -> {
            if (event instanceof PayloadApplicationEvent<?> told
                    && told.getPayload() instanceof LearnerErased
                    && once.compareAndSet(false, true)) {
                inAnotherTransaction(this::aResultIsWritten);
            }
        };
        application.addApplicationListener(writer);
        try {
            erasures.erase(ottilie, "operator");
        } finally {
            application.removeApplicationListener(writer);
        }
        assertThat(once).isTrue();
        assertThat(found()).isEmpty();
    }

    private void aResultIsWritten() {
        Instant when = Instant.parse(T1);
        transactions.executeWithoutResult(status -> log.append(List.of(new Evidence(
                ottilie,
                "as-it-happened:0",
                new Observation.Completion(new Activity(world.platform.id(), "565", "quiz:1"), BigDecimal.ONE),
                when,
                when,
                "feed:University"))));
    }

    private static void inAnotherTransaction(Runnable work) {
        Thread thread = Thread.ofPlatform().start(work);
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
