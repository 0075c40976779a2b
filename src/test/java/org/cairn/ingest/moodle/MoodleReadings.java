package org.cairn.ingest.moodle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.cairn.complaint.TestComplaints;
import org.cairn.drive.SourceWorld.World;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Pulls;
import org.cairn.lti.CourseId;
import org.cairn.people.LearnerId;
import org.cairn.people.Learners;
import org.jspecify.annotations.Nullable;

/** The course of a recorded Moodle, asked by the whole application whenever a test wants it. */
public final class MoodleReadings {

    private static final Duration HOUR = Duration.ofHours(1);

    private final World world;
    private final Pulls pulls;
    private final Learners learners;
    private final CourseId course;
    private final RecordedMoodle moodle;
    private @Nullable Feed feed;
    private String token = RecordedMoodle.TOKEN;

    public MoodleReadings(World world, Pulls pulls, Learners learners, CourseId course, RecordedMoodle moodle) {
        this.world = world;
        this.pulls = pulls;
        this.learners = learners;
        this.course = course;
        this.moodle = moodle;
    }

    /** What is shown to Moodle from the next reading on. */
    public void show(String token) {
        this.token = token;
    }

    /** Reads the course to its end; whoever changes a connection wants it asked at once. */
    public void read() {
        Instant before = doneAt().orElse(null);
        ask();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> doneAt().filter(at -> !at.equals(before)).isPresent());
        world.settled();
    }

    /** Plays one recording more, and reads. */
    public void read(String recording) {
        moodle.record(recording);
        read();
    }

    /** Asks, and finds that the course cannot be read, with this word for the reason. */
    public void refused(String word) {
        ask();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> pulls.asked(course)
                        .filter(asked -> !asked.running())
                        .map(Pulls.Asked::problem)
                        .map(TestComplaints::english)
                        .filter(problem -> problem.contains(word))
                        .isPresent());
        world.settled();
    }

    /** The next reading, at which Moodle answers otherwise. */
    public void readLater() {
        moodle.later();
        read();
    }

    private void ask() {
        if (feed == null) {
            feed = pulls.connect(world.platform.id(), FeedKind.MOODLE_API, moodle.base(), token, HOUR);
        } else {
            pulls.change(feed, token, HOUR);
        }
    }

    private Optional<Instant> doneAt() {
        return pulls.asked(course).filter(asked -> !asked.running()).map(Pulls.Asked::doneAt);
    }

    public LearnerId learner(int user) {
        return learners.find(world.platform.id(), Integer.toString(user)).orElseThrow();
    }
}
