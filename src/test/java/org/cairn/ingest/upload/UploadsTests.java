package org.cairn.ingest.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.complaint.TestComplaints;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.Observation;
import org.cairn.ingest.Feed;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.TestIngest;
import org.cairn.ingest.Uploads;
import org.cairn.ingest.Uploads.Fault;
import org.cairn.ingest.Uploads.NotReadable;
import org.cairn.ingest.Uploads.Preview;
import org.cairn.ingest.Uploads.Step;
import org.cairn.ingest.Uploads.Upload;
import org.cairn.ingest.generic.OwnEvents;
import org.cairn.lti.CourseId;
import org.cairn.lti.Role;
import org.cairn.lti.TestLti;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerErased;
import org.cairn.people.LearnerId;
import org.cairn.people.Person;
import org.cairn.platform.Platform;
import org.cairn.vault.Vault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class UploadsTests {

    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");

    private final MutableClock clock = new MutableClock(NOW);
    private final TestIngest ingest;
    private final JdbcClient jdbc;
    private final JdbcUploads rows;
    private final Uploads uploads;
    private final TakingIn takingIn;
    private final Platform canvas;
    private final CourseId course;
    private final LearnerId ada;
    private final LearnerId ben;
    private final LearnerId tess;

    UploadsTests(TestDatabase kind) {
        TestDatabase.Fresh database = kind.fresh();
        ingest = new TestIngest(database, clock, new OwnEvents()).withLane();
        jdbc = database.jdbc();
        rows = new JdbcUploads(jdbc);
        Parts parts = new Parts(new PlainVault());
        UploadFeeds feeds = new UploadFeeds(rows, ingest.feeds);
        var transactions = database.transactions().getTransactionManager();
        uploads = new StoredUploads(
                ingest.lti.platforms(),
                ingest.lti.courses(),
                ingest.lti.learners(),
                ingest.evidence.activities(),
                rows,
                parts,
                feeds,
                new UploadBell(),
                transactions,
                clock);
        takingIn = new TakingIn(rows, parts, feeds, ingest.lti.platforms(), ingest.inbox, transactions, clock);
        canvas = ingest.lti.canvas("North Hill");
        course = ingest.lti.courses().know(canvas.id(), "context", "565", "Engineering 101");
        ada = student("Ada", "A1");
        ben = student("Ben", "B2");
        tess = ingest.lti.learners().know(canvas.id(), TestLti.person("Tess", sis("T9")));
        ingest.lti.courses().join(course, tess, Role.INSTRUCTOR, true);
    }

    private LearnerId student(String name, String sis) {
        LearnerId id = ingest.lti
                .learners()
                .know(
                        canvas.id(),
                        TestLti.person(name, sis(sis), new Identifier(IdentifierKind.USERNAME, name + ".x")));
        ingest.lti.courses().join(course, id, Role.STUDENT, true);
        return id;
    }

    private static Identifier sis(String value) {
        return new Identifier(IdentifierKind.SIS, value);
    }

    private static Identifier username(String value) {
        return new Identifier(IdentifierKind.USERNAME, value);
    }

    @AfterEach
    void close() {
        ingest.close();
    }

    /** Seals by turning every bit. */
    private static final class PlainVault implements Vault {
        @Override
        public byte[] seal(String purpose, byte[] secret) {
            byte[] sealed = secret.clone();
            for (int i = 0; i < sealed.length; i++) {
                sealed[i] = (byte) ~sealed[i];
            }
            return sealed;
        }

        @Override
        public byte[] open(String purpose, byte[] sealed) throws NotSealedHere {
            if (sealed.length == 3) {
                throw new NotSealedHere("too short");
            }
            return seal(purpose, sealed);
        }
    }

    private Upload ofPlatform() {
        return upload(null);
    }

    private Upload upload(CourseId of) {
        return new Upload(
                canvas.id(),
                of,
                tess,
                "C:\\exports\\results.csv",
                List.of(
                        new Step("pbl", "mentor", "Project-Based", "Mentor meeting"),
                        new Step("pbl", "talk", "Project-Based", "Talk"),
                        new Step("other", "talk", "Other", "Talk")),
                Set.of("assignment:355"));
    }

    private static String english(Fault fault) {
        return TestComplaints.english(fault.reason());
    }

    private static String refused(ThrowingCallable upload) {
        return TestComplaints.english(
                catchThrowableOfType(NotReadable.class, upload).getMessage());
    }

    private Preview preview(Upload upload, String csv) throws NotReadable {
        return uploads.preview(upload, csv.getBytes(StandardCharsets.UTF_8));
    }

    private void takeIn(Preview preview) {
        takeIn(preview, null);
    }

    private void takeIn(Preview preview, CourseId of) {
        assertThat(uploads.confirm(canvas.id().institution(), preview.id(), tess, of))
                .isTrue();
        while (takingIn.one(canvas.id().institution())) {
            // the next part
        }
        org.awaitility.Awaitility.await()
                .until(() -> ingest.tally(canvas.id().institution()).waiting() == 0);
    }

    private List<Observation> seen(LearnerId who) {
        return ingest.evidence.log().of(who).stream().map(Evidence::what).toList();
    }

    private static byte[] recorded(String name) throws IOException {
        try (InputStream in = UploadsTests.class.getResourceAsStream("/recorded/csv/" + name)) {
            return in.readAllBytes();
        }
    }

    @Test
    void aFileThatCannotBeOpenedKeepsNoOtherInstitutionWaiting() throws Exception {
        Platform first = ingest.lti.canvas("Abbey College");
        LearnerId author = ingest.lti.learners().know(first.id(), TestLti.person("Ann", sis("A1")));
        Upload unreadable = new Upload(first.id(), null, author, "all.csv", List.of(), Set.of());
        ingest.lti.courses().know(first.id(), "context", "565", "Prayer 101");
        String csv = "sis,course,activity,points,possible\nA1,565,assignment:355,8,10\n";
        uploads.confirm(first.id().institution(), preview(unreadable, csv).id(), author, null);
        jdbc.sql("update upload_part set sealed = ? where institution = ?")
                .params(new byte[] {1, 2, 3}, first.id().institution().value())
                .update();
        uploads.confirm(canvas.id().institution(), preview(ofPlatform(), csv).id(), tess, null);
        UploadLane lane = new UploadLane(takingIn, ingest.lti.platforms(), new UploadBell());

        lane.start();
        try {
            org.awaitility.Awaitility.await()
                    .untilAsserted(() -> assertThat(seen(ada)).hasSize(1));
        } finally {
            lane.stop();
        }
    }

    @Test
    void aFileIsTakenInAsItWasShownAndTheSameFileTwiceIsNoDoubleEvidence() throws Exception {
        Preview shown = uploads.preview(ofPlatform(), recorded("excel-semicolons-decimal-comma.csv"));
        assertThat(shown.rows()).isEqualTo(6);
        assertThat(shown.usable()).isEqualTo(4);
        assertThat(shown.waiting()).isEqualTo(1);
        assertThat(shown.columns())
                .extracting(Uploads.Column::heading, Uploads.Column::meaning)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Student-ID", "sis"),
                        org.assertj.core.groups.Tuple.tuple("Course ID", "course"),
                        org.assertj.core.groups.Tuple.tuple("Activity", "activity"),
                        org.assertj.core.groups.Tuple.tuple("Score", "points"),
                        org.assertj.core.groups.Tuple.tuple("Max. points", "possible"),
                        org.assertj.core.groups.Tuple.tuple("Graded at", "time"),
                        org.assertj.core.groups.Tuple.tuple("Favourite colour", null));
        assertThat(shown.faults()).extracting(Fault::number).containsExactly(5, 8);
        assertThat(ingest.evidence.log().of(ada)).isEmpty();

        takeIn(shown);
        takeIn(uploads.preview(ofPlatform(), recorded("excel-semicolons-decimal-comma.csv")));

        assertThat(ingest.evidence.log().of(ada)).singleElement().satisfies(one -> {
            assertThat(one.what())
                    .hasToString("Score[activity=%s, points=8.5, possible=10]"
                            .formatted(new org.cairn.evidence.Activity(canvas.id(), "565", "assignment:355")));
            assertThat(one.occurredAt()).isEqualTo(Instant.parse("2026-03-02T10:20:00Z"));
        });
        assertThat(seen(ben)).hasSize(2);
        assertThat(ingest.tally(canvas.id().institution()).parked()).isEqualTo(1);
        assertThat(uploads.taken(canvas.id().institution(), null, 10))
                .hasSize(2)
                .allSatisfy(taken -> {
                    assertThat(taken.fileName()).isEqualTo("results.csv");
                    assertThat(taken.by()).isEqualTo("Tess");
                    assertThat(taken.stored()).isEqualTo(4);
                    assertThat(taken.faulty()).isEqualTo(2);
                });
        // whoever was not known then gets what waited for them
        LearnerId cy = student("Cy", "C3");
        org.awaitility.Awaitility.await().until(() -> seen(cy).size() == 1);
    }

    @Test
    void rowsWithoutATimeAreTheSameOnlyInTheSameFile() throws Exception {
        String first = "sis,course,activity,points,possible\nA1,565,assignment:355,8,10\n";
        takeIn(preview(ofPlatform(), first));
        clock.advance(Duration.ofDays(1));
        takeIn(preview(ofPlatform(), first));
        assertThat(seen(ada)).hasSize(1);
        clock.advance(Duration.ofDays(1));
        takeIn(preview(ofPlatform(), first.replace(",8,", ",7,")));
        assertThat(seen(ada)).hasSize(2);
    }

    @Test
    void whatNobodyConfirmsIsForgottenAndNobodyElseConfirmsIt() throws Exception {
        Preview shown = preview(ofPlatform(), "sis,activity,completed\nA1,Talk,yes\n");

        assertThat(uploads.confirm(canvas.id().institution(), shown.id(), ada, null))
                .isFalse();
        assertThat(uploads.confirm(ingest.lti.canvas("South").id().institution(), shown.id(), tess, null))
                .isFalse();
        assertThat(uploads.confirm(canvas.id().institution(), "made-up", tess, null))
                .isFalse();
        assertThat(uploads.confirm(canvas.id().institution(), shown.id(), tess, course))
                .as("from a course of which it does not speak")
                .isFalse();
        clock.advance(StoredUploads.KEPT.plusSeconds(1));
        assertThat(uploads.confirm(canvas.id().institution(), shown.id(), tess, null))
                .isFalse();
        takingIn.purge(canvas.id().institution());
        assertThat(takingIn.one(canvas.id().institution())).isFalse();
        assertThat(rows.hasOld(canvas.id().institution(), clock.instant())).isFalse();
        assertThat(seen(ada)).isEmpty();
    }

    @Test
    void onlyThePreviewsThatSomebodySawLastAreKept() throws Exception {
        Preview first = preview(ofPlatform(), "sis,activity,completed\nA1,Talk,yes\n");
        for (int i = 0; i < 4; i++) {
            clock.advance(java.time.Duration.ofSeconds(1));
            preview(ofPlatform(), "sis,activity,points,possible\nA1,Talk,%d,10\n".formatted(i));
        }
        clock.advance(java.time.Duration.ofSeconds(1));
        Preview last = preview(ofPlatform(), "sis,activity,completed\nA1,Talk,no\n");

        assertThat(uploads.confirm(canvas.id().institution(), first.id(), tess, null))
                .isFalse();
        assertThat(ingest.database
                        .jdbc()
                        .sql("select count(*) from upload_part")
                        .query(Long.class)
                        .single())
                .isEqualTo(StoredUploads.MOST_PREVIEWS);
        takeIn(last);
        assertThat(seen(ada)).hasSize(1);
    }

    @Test
    void whoIsErasedIsAmongNoUploads() throws Exception {
        takeIn(preview(ofPlatform(), "sis,activity,completed\nB2,Talk,yes\n"));
        Preview shown = preview(ofPlatform(), "sis,activity,completed\nA1,Talk,yes\n");
        var institution = canvas.id().institution();
        ForgottenUploads forgotten = new ForgottenUploads(rows);

        forgotten.on(new LearnerErased(ada, Set.of(ada), Map.of()));
        assertThat(uploads.confirm(institution, shown.id(), tess, null)).isFalse();
        assertThat(rows.hasWork(institution)).isFalse();
        assertThat(uploads.taken(institution, null, 10))
                .singleElement()
                .satisfies(taken -> assertThat(taken.by()).isEqualTo("Tess"));

        forgotten.on(new LearnerErased(tess, Set.of(tess), Map.of()));
        assertThat(uploads.taken(institution, null, 10))
                .singleElement()
                .satisfies(taken -> assertThat(taken.by()).isNull());
    }

    @Test
    void twoPiecesOfAFileSurviveThatNothingCanBeStoredForAWhile() throws Exception {
        StringBuilder file = new StringBuilder("sis,activity,completed\n");
        for (int i = 0; i < 1200; i++) {
            file.append("A1,Talk ").append(i).append(",yes\n");
        }
        Preview shown = preview(ofPlatform(), file.toString());
        assertThat(shown.sample()).hasSize(100);
        assertThat(shown.usable()).isEqualTo(1200);
        assertThat(uploads.confirm(canvas.id().institution(), shown.id(), tess, null))
                .isTrue();
        assertThat(takingIn.one(canvas.id().institution())).isTrue();
        ingest.stopStoring();
        assertThat(takingIn.one(canvas.id().institution())).isFalse();
        assertThat(uploads.taken(canvas.id().institution(), null, 1))
                .singleElement()
                .satisfies(taken -> assertThat(taken.stored()).isEqualTo(500));
        assertThat(rows.hasWork(canvas.id().institution())).isTrue();
    }

    @Test
    void oneFeedOfItsOwnTakesTheFilesOfAPlatform() throws Exception {
        takeIn(preview(ofPlatform(), "sis,activity,completed\nA1,Talk,yes\n"));
        takeIn(preview(ofPlatform(), "sis,activity,completed\nA1,Talk,no\n"));
        Feeds feeds = ingest.feeds;
        assertThat(feeds.of(canvas.id().institution()))
                .singleElement()
                .satisfies(feed -> assertThat(feed.allowUnsigned()).isFalse());
    }

    @Test
    void milestonesAreConfirmedAndWaivedInTheNameOfWhoeverUploads() throws Exception {
        Preview shown = uploads.preview(upload(course), recorded("milestones-tabs.tsv"));
        assertThat(shown.faults())
                .extracting(UploadsTests::english)
                .satisfiesExactly(
                        one -> assertThat(one).contains("which badge"),
                        two -> assertThat(two).contains("no milestone"),
                        three -> assertThat(three).contains("needs its reason"),
                        four -> assertThat(four).contains("known"),
                        five -> assertThat(five).contains("of their own"),
                        six -> assertThat(six).contains("https://"));
        takeIn(shown, course);
        assertThat(seen(ada).toString())
                .contains(
                        "Attestation[badge=pbl, milestone=mentor",
                        "name=Tess",
                        "Met on Monday",
                        "https://example.edu/x");
        assertThat(seen(ben).toString()).contains("Waiver[badge=other, milestone=talk", "reason==cmd|' /C calc'!A0");
    }

    @Test
    void aTeachersFileSpeaksOfTheirOwnCourseAndItsStudentsOnly() throws Exception {
        LearnerId otto = ingest.lti.learners().know(canvas.id(), TestLti.person("Otto", sis("O5")));
        Preview shown = preview(upload(course), """
                sis,course,activity,points,possible,type,completed
                A1,565,assignment:355,8,10,,
                A1,Engineering 101,Free name,8,10,,
                A1,566,assignment:355,8,10,,
                A1,,assignment:999,8,10,,
                O5,,assignment:355,8,10,,
                T9,,assignment:355,10,10,,
                A1,,,,,enrolled,
                Z0,,assignment:355,,,,yes
                """);
        assertThat(shown.faults()).extracting(Fault::number).containsExactly(4, 5, 6, 7, 8);
        assertThat(shown.usable()).isEqualTo(3);
        assertThat(shown.waiting()).isEqualTo(1);
        takeIn(shown, course);
        assertThat(seen(ada)).hasSize(2);
        assertThat(seen(otto)).isEmpty();
        assertThat(seen(tess)).isEmpty();
    }

    @Test
    void whoIsNamedTwiceDifferentlyIsLeftOut() throws Exception {
        Preview shown = preview(
                ofPlatform(),
                "Student Number;Login;Activity;Done\nA1;Ada.x;Talk;ja\nA1;Ben.x;Talk;x\n;;Talk;x\nA1;;Talk;maybe\n");
        assertThat(shown.usable()).isEqualTo(1);
        assertThat(shown.faults())
                .extracting(UploadsTests::english)
                .satisfiesExactly(
                        one -> assertThat(one).contains("different people"),
                        two -> assertThat(two).contains("does not say who"),
                        three -> assertThat(three).contains("neither yes nor no"));
    }

    @ParameterizedTest
    @Case("E91")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "A-      | -",
                "NaN     | -",
                "1e5     | -",
                "=1+1    | -",
                "1.234,5 | points=1234.5, possible=10",
                "1,234.5 | points=1234.5, possible=10",
                "1 234,5 | points=1234.5, possible=10",
                "1,2,3   | -",
                "−5      | points=-5, possible=10",
                "'85,5\u00a0%\u00a0'| points=85.5, possible=100",
                "1,500   | -",
                "0,500   | points=0.5, possible=10",
                "1,5     | points=1.5, possible=10",
                "-5      | points=-5, possible=10",
                "15      | points=15, possible=10",
                "150%    | points=150, possible=100",
                "'85,5 %'| points=85.5, possible=100"
            })
    void numbersAreReadInOneWayOrNotAtAll(String cell, String score) throws Exception {
        Preview shown = preview(
                ofPlatform(), "sis;course;activity;points;possible\nA1;565;assignment:355;\"" + cell + "\";10\n");
        assertThat(shown.usable()).isEqualTo(score == null ? 0 : 1);
        takeIn(shown);
        if (score != null) {
            assertThat(seen(ada)).singleElement().asString().contains(score);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "name,points\nAda,5\n",
                "sis,points,score\nA1,5,5\n",
                "sis,points\nA1,\"5\n",
                "sis,points\nA1,\"5\"6\n",
                "PK\u0003\u0004",
                "s\u0000i\u0000s\u0000"
            })
    void aFileThatCannotBeReadIsToldAsSuch(String csv) {
        assertThatThrownBy(() -> preview(ofPlatform(), csv)).isInstanceOf(NotReadable.class);
        assertThat(uploads.taken(canvas.id().institution(), null, 10)).isEmpty();
    }

    @Test
    void whatIsWrongWithTheHeadingsIsQuoted() {
        assertThat(refused(() -> preview(ofPlatform(), "A1,assignment:355,8,10\nB2,assignment:355,9,10\n")))
                .contains("the first row reads ‘A1’, ‘assignment:355’, ‘8’, ‘10’");
        assertThat(refused(() -> preview(ofPlatform(), "Student ID,Score,Grade\nA1,5,B\n")))
                .isEqualTo("The columns ‘Score’, ‘Grade’ mean the same. Leave one of them out, or rename it.");
        assertThat(refused(() -> preview(ofPlatform(), "Student ID,SIS ID,Score\nA1,A1,5\n")))
                .contains("‘Student ID’, ‘SIS ID’");
    }

    @Test
    void whatSpreadsheetsAndPeopleDoToCellsIsUndone() throws Exception {
        Preview shown = preview(ofPlatform(), """

                Student ID; Activity; Score; Possible; Note
                ="A1";"Talk"; 5;10;"one; two"
                \u00a0B2\u200b; "Safety; first" ;5;10;
                1,00234E+11;Talk;5;10;
                """);

        assertThat(shown.sample())
                .extracting(Uploads.Row::learner, Uploads.Row::about)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(ada, "Talk"),
                        org.assertj.core.groups.Tuple.tuple(ben, "Safety; first"));
        assertThat(shown.faults())
                .singleElement()
                .satisfies(fault -> assertThat(english(fault)).contains("1,00234E+11", "shortened by a spreadsheet"));
    }

    @Test
    void canvasWritesNamesIntoOneColumnOrTwo() throws Exception {
        Preview shown = preview(upload(course), """
                LastName,FirstName,ID,SIS User ID,SIS Login ID,Section,Team charter (355),Final Score
                    Points Possible,,,,,,20.00,(read only)
                Abara,Ada,501,A1,ada.x,One,17.00,85.00
                Nobody,Ned,777,,,One,9.00,45.00
                Student,Test,999,,9f0c,One,9.00,
                """);

        assertThat(shown.columns())
                .extracting(Uploads.Column::meaning)
                .startsWith("last", "first", "canvas", "sis", "username", null, "grades-of");
        assertThat(shown.faults())
                .singleElement()
                .satisfies(fault -> assertThat(english(fault)).contains("test student"));
        assertThat(shown.sample().getLast().named()).isEqualTo("Ned Nobody (canvas 777)");
        takeIn(shown, course);
        assertThat(seen(ada)).hasSize(2);
    }

    @Test
    void oneFileSaysOneThingOfEverybodysMark() throws Exception {
        ingest.lti.learners().know(canvas.id(), TestLti.person("Ada", sis("A1"), username("ada.x")));
        Preview shown = preview(ofPlatform(), """
                Student ID,Login,Course,Activity,Score,Possible,Date
                A1,,565,assignment:355,8,10,
                A1,,565,assignment:355,8.0,10,
                ,ada.x,565,assignment:355,9,10,
                A1,,565,assignment:355,9,10,2026-03-02
                Z0,,565,assignment:355,EX,10,
                Z0,,565,assignment:355,9,10,
                B2,,565,assignment:355,9,10,
                """);

        assertThat(shown.faults())
                .extracting(Fault::number, UploadsTests::english)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                4, "Row 2 says something else of the same person and activity."),
                        org.assertj.core.groups.Tuple.tuple(
                                7, "Row 6 says something else of the same person and activity."));
        assertThat(shown.usable()).isEqualTo(5);
    }

    @Test
    void whatAnAdministratorSetForTheFeedOfFilesIsShownAndDone() throws Exception {
        ingest.lti.learners().know(canvas.id(), new Person(Set.of(sis("E5")), "Eve", "eve@example.edu"));
        String file = "E-mail,Activity,Completed\neve@example.edu,Talk,yes\n";
        takeIn(preview(ofPlatform(), file));
        ingest.feeds.change(
                ingest.feeds.of(canvas.id().institution()).getFirst(), new Feed.Reading(false, false, false));

        Preview shown = preview(ofPlatform(), file.replace("yes", "no"));

        assertThat(shown.usable()).isZero();
        assertThat(shown.faults()).hasSize(1);
    }

    @Test
    void nobodyIsWarnedWhenThereAreNoFilesForAWhile() throws Exception {
        ingest.beans.addBean("uploads", uploads);
        takeIn(preview(ofPlatform(), "sis,activity,completed\nA1,Talk,yes\n"));
        clock.advance(Duration.ofDays(30));

        var institution = canvas.id().institution();
        assertThat(uploads.feeds(institution))
                .containsExactly(ingest.feeds.of(institution).getFirst().id());
        assertThat(ingest.watch.warnings(institution, ingest.watch.feeds(institution)))
                .isEmpty();
    }

    @Test
    void whatNobodyCanOpenAnyMoreKeepsNoOtherFileWaiting() throws Exception {
        Preview lost = preview(ofPlatform(), "sis,activity,completed\nA1,Talk,yes\n");
        uploads.confirm(canvas.id().institution(), lost.id(), tess, null);
        ingest.database
                .jdbc()
                .sql("update upload_part set sealed = ?")
                .param(new byte[] {1, 2, 3})
                .update();

        takeIn(preview(ofPlatform(), "sis,activity,completed\nB2,Talk,yes\n"));

        assertThat(seen(ada)).isEmpty();
        assertThat(seen(ben)).hasSize(1);
        assertThat(uploads.taken(canvas.id().institution(), null, 10))
                .extracting(Uploads.Taken::stored)
                .containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void aSecondColumnOfRemarksIsNoReasonToRefuseAFile() throws Exception {
        Preview shown =
                preview(ofPlatform(), "Student ID,Activity,Score,Possible,Notes,Comment\nA1,Talk,5,10,first,second\n");

        assertThat(shown.usable()).isEqualTo(1);
        assertThat(shown.columns().getLast().unused()).isEqualTo("second");
    }

    @Test
    void reasonsAreInTheWordsOfWhoeverKeepsTheTable() throws Exception {
        Preview shown = preview(ofPlatform(), """
                Student ID;Activity;Score;Possible;Type;Date
                A1;Talk;5;;;
                A1;;5;10;;
                A1;Talk;5;10;applauded;
                A1;Talk;5;10;;2026-03-09
                A1;Talk;5;10;;March 2, 2026
                A1;course;85%;;;
                """);

        assertThat(shown.faults())
                .extracting(UploadsTests::english)
                .satisfiesExactly(
                        one -> assertThat(one).contains("add a column ‘Possible’", "85%"),
                        two -> assertThat(two).contains("which activity", "column ‘Activity’"),
                        three -> assertThat(three).contains("‘applauded’ is no type"),
                        four -> assertThat(four).contains("‘2026-03-09’ lies in the future"),
                        five -> assertThat(five).contains("‘March 2, 2026’ is no time", "2026-03-02"),
                        six -> assertThat(six).contains("which course"));
    }

    @Test
    void filesInOtherEncodingsOrTooLargeAreRefusedWithWhatToDo() {
        assertThat(refused(() -> uploads.preview(ofPlatform(), "sis,points\nA1,5".getBytes(StandardCharsets.UTF_16LE))))
                .contains("UTF-16");
        assertThat(refused(() -> uploads.preview(ofPlatform(), "sis,näme\nA1,5".getBytes(StandardCharsets.ISO_8859_1))))
                .contains("UTF-8");
        assertThat(refused(() -> uploads.preview(ofPlatform(), new byte[Uploads.MOST_BYTES + 1])))
                .contains("10 MB");
        String many = "sis,activity,completed\n" + "A1,Talk,yes\n".repeat(Uploads.MOST_ROWS + 1);
        assertThat(refused(() -> preview(ofPlatform(), many))).contains("100000 rows");
    }
}
