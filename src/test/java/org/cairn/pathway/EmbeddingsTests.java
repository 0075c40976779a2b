package org.cairn.pathway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.lti.CourseId;
import org.cairn.lti.Embed;
import org.cairn.lti.LaunchAdmitted;
import org.cairn.lti.Purpose;
import org.cairn.lti.Role;
import org.cairn.lti.Services;
import org.cairn.people.LearnerId;
import org.cairn.platform.Platform;
import org.cairn.vault.Ids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class EmbeddingsTests {

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-21T10:00:00Z"));
    private final TestPathway pathway;
    private final Platform canvas;
    private final CourseId course;

    EmbeddingsTests(TestDatabase database) {
        pathway = TestPathway.on(database.fresh(), clock);
        canvas = pathway.lti().canvas("Test University");
        course = pathway.course(canvas.id(), "context-1", "565");
        pathway.put(canvas.id().institution(), """
                badge: mentored
                title: Mentored
                milestones: {mentor: Mentor meeting}
                rule: {attested: mentor, by: instructor}
                ---
                badge: above
                title: Above
                rule: {all: [{holds: mentored}]}
                """);
        List.of("mentored", "above")
                .forEach(key -> pathway.pathways().publish(canvas.id().institution(), key));
    }

    @Test
    void badgeOfALinkBelongsToItsCourseAlsoWhenNothingIsBound() {
        assertThat(badgesIn(course)).isEmpty();
        pathway.embeddings().on(launch("mentored"));
        pathway.embeddings().on(launch("not-in-the-catalogue"));
        pathway.embeddings().on(launch("NOT A KEY"));
        assertThat(badgesIn(course)).containsExactly("mentored", "above");
        assertThat(badgesIn(pathway.course(canvas.id(), "context-2", "566"))).isEmpty();
    }

    @Test
    void embeddedStackBringsWhatItIsBuiltOn() {
        pathway.embeddings().on(launch("above"));
        assertThat(badgesIn(course)).containsExactly("mentored", "above");
    }

    @Test
    void linkThatNobodyOpensAnyMoreIsForgotten() {
        pathway.embeddings().on(launch("mentored"));
        clock.advance(Duration.ofDays(50));
        pathway.embeddings().on(launch("mentored"));
        clock.advance(Duration.ofDays(50));
        assertThat(badgesIn(course)).contains("mentored");
        clock.advance(Duration.ofDays(11));
        assertThat(badgesIn(course)).isEmpty();
    }

    @Test
    void whatStaffConfirmCountsInEveryCourse() {
        Badge mentored = pathway.pathways()
                .catalogue(canvas.id().institution())
                .badge("mentored")
                .orElseThrow();
        assertThat(pathway.pathways().countsIn(course, mentored)).isTrue();
    }

    private List<String> badgesIn(CourseId where) {
        return pathway.pathways().badgesIn(where).stream().map(Badge::key).toList();
    }

    private LaunchAdmitted launch(String badge) {
        return new LaunchAdmitted(
                canvas.id(),
                "deployment-1",
                new LearnerId(canvas.id().institution(), Ids.next()),
                Role.STUDENT,
                course,
                "link-1",
                Services.NONE,
                new Purpose.Visit(new Embed(Embed.View.BADGE, badge), null),
                List.of(),
                clock.instant());
    }
}
