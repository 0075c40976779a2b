package org.cairn.ingest.upload;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cairn.complaint.Complaint;
import org.cairn.evidence.KnownActivities;
import org.cairn.evidence.KnownActivity;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Uploads;
import org.cairn.ingest.meaning.Origin;
import org.cairn.ingest.reading.Texts;
import org.cairn.lti.Course;
import org.cairn.lti.CourseId;
import org.cairn.lti.Courses;
import org.cairn.people.Learner;
import org.cairn.people.LearnerId;
import org.cairn.people.Learners;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.cairn.vault.Tokens;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Understands uploaded files, and keeps what was understood until it is confirmed or forgotten. */
@Component
class StoredUploads implements Uploads {

    static final Duration KEPT = Duration.ofHours(1);

    /** So many previews of one person wait to be confirmed; with the next one the oldest goes. */
    static final int MOST_PREVIEWS = 3;

    /** A cell for each activity makes a result of each: so many are kept together, and taken in together. */
    private static final int PART = 500;

    private static final int MOST_RESULTS = 500_000;
    private static final int SHOWN_ROWS = 100;
    private static final int SHOWN_FAULTS = 200;

    private final Platforms platforms;
    private final Courses courses;
    private final Learners learners;
    private final KnownActivities activities;
    private final JdbcUploads rows;
    private final Parts parts;
    private final UploadFeeds feeds;
    private final UploadBell bell;
    private final TransactionTemplate transactions;
    private final Clock clock;

    StoredUploads(
            Platforms platforms,
            Courses courses,
            Learners learners,
            KnownActivities activities,
            JdbcUploads rows,
            Parts parts,
            UploadFeeds feeds,
            UploadBell bell,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.platforms = platforms;
        this.courses = courses;
        this.learners = learners;
        this.activities = activities;
        this.rows = rows;
        this.parts = parts;
        this.feeds = feeds;
        this.bell = bell;
        this.transactions = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Override
    public Preview preview(Upload upload, byte[] file) throws NotReadable {
        if (file.length > MOST_BYTES) {
            throw new NotReadable(Complaint.of("file.large", MOST_BYTES / 1048576));
        }
        Platform platform = platforms.find(upload.platform()).orElseThrow();
        Course course = upload.course() == null
                ? null
                : courses.find(upload.course()).orElseThrow(() -> new NotReadable(Complaint.of("file.no-course")));
        List<Csv.Line> lines = Csv.read(file, MOST_ROWS);
        Headings headings = Headings.of(lines.getFirst(), platform.family());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String author =
                Texts.clean(learners.find(upload.by()).map(Learner::name).orElse(null), 255);
        String token = Tokens.next();
        JdbcUploads.Made made = new JdbcUploads.Made(
                upload.platform().institution(),
                Tokens.digest(token),
                upload.platform(),
                upload.course(),
                upload.by(),
                author,
                fileName(upload),
                now,
                now.plus(KEPT));
        List<KnownActivity> known = course == null ? List.of() : activities.of(upload.platform(), course.ownId());
        Gradebook gradebook =
                Gradebook.of(lines, headings, new Gradebook.Here(course != null, upload.activities(), known));
        if ((long) gradebook.rows().size() * gradebook.grades().size() > MOST_RESULTS) {
            throw new NotReadable(Complaint.of("file.many-results", MOST_RESULTS));
        }
        RowReader reader = new RowReader(
                headings,
                gradebook.grades(),
                new RowEvents(headings, Tokens.digest(file), now, clock.getZone()),
                new Where(upload, course, headings, activities),
                new Milestones(upload.steps(), author, headings));
        // the feed does not exist before something is taken in; for the meaning of a row it need not
        Feed feed = new Feed("", upload.platform(), FeedKind.EVENTS, null, false, feeds.reading(upload.platform()));
        Understanding understanding = new Understanding(upload, new Origin(platform, feed), reader, learners, courses);
        return keep(made, token, gradebook, understanding);
    }

    private Preview keep(JdbcUploads.Made made, String token, Gradebook gradebook, Understanding understanding) {
        List<Csv.Line> lines = gradebook.rows();
        List<Row> shown = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        int[] counts = new int[3];
        int part = Math.max(1, PART / Math.max(1, gradebook.grades().size()));
        transactions.executeWithoutResult(status -> {
            rows.insert(made);
            rows.dropOlder(made, MOST_PREVIEWS);
            for (int from = 0; from < lines.size(); from += part) {
                var understood = understanding.of(lines.subList(from, Math.min(lines.size(), from + part)), made.at());
                if (!understood.events().isEmpty()) {
                    byte[] sealed = parts.seal(made.id(), from / part, understood.events());
                    rows.addPart(made, from / part, understood.events().size(), understood.usable(), sealed);
                }
                understood.rows().stream().limit(SHOWN_ROWS - shown.size()).forEach(shown::add);
                understood.faults().stream().limit(SHOWN_FAULTS - faults.size()).forEach(faults::add);
                counts[0] += understood.usable();
                counts[1] += understood.waiting();
                counts[2] += understood.faults().size();
            }
            rows.count(made, counts[0], counts[2]);
        });
        return new Preview(
                token, made.until(), gradebook.shown(), lines.size(), counts[0], counts[1], shown, faults, counts[2]);
    }

    private static String fileName(Upload upload) {
        String bare =
                upload.fileName().substring(upload.fileName().replace('\\', '/').lastIndexOf('/') + 1);
        String name = Texts.clean(bare, 200);
        return name == null ? "file.csv" : name;
    }

    @Override
    public boolean confirm(InstitutionId institution, String preview, LearnerId by, @Nullable CourseId course) {
        Boolean confirmed = transactions.execute(status -> {
            String id = Tokens.digest(preview);
            boolean taken = rows.isFor(institution, id, course) && rows.confirm(institution, id, by, clock.instant());
            if (taken) {
                feeds.open(rows.platform(institution, id));
                bell.ring();
            }
            return taken;
        });
        return Boolean.TRUE.equals(confirmed);
    }

    @Override
    public List<Taken> taken(InstitutionId institution, @Nullable CourseId course, int most) {
        return rows.taken(institution, course, most);
    }

    @Override
    public Set<String> feeds(InstitutionId institution) {
        return rows.feeds(institution);
    }
}
