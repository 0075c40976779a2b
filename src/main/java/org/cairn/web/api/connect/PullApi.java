package org.cairn.web.api.connect;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Pulls;
import org.cairn.lti.Course;
import org.cairn.lti.Courses;
import org.cairn.platform.Family;
import org.cairn.platform.Platform;
import org.cairn.web.Wording;
import org.cairn.web.api.ApiProblem;
import org.cairn.web.api.Body;
import org.cairn.web.api.Checks;
import org.cairn.web.api.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The platforms that Cairn asks what they did not tell. */
@RestController
@RequestMapping("/api/pulls")
@Tag(name = "Pulls")
class PullApi {

    private static final long USUAL_MINUTES = 60;

    /** More than any that is accepted, and no more than a duration holds. */
    private static final long MOST_MINUTES = 1_000_000;

    private final Pulls pulls;
    private final Courses courses;
    private final Tenancy tenancy;
    private final Wording wording;

    PullApi(Pulls pulls, Courses courses, Tenancy tenancy, Wording wording) {
        this.pulls = pulls;
        this.courses = courses;
        this.tenancy = tenancy;
        this.wording = wording;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Connect a platform's own interface with a token, or replace the token there is",
            description = "The token is sealed before it is stored, and shown by no call. Canvas takes an access token,"
                    + " Moodle the token of a web service.")
    PullView connect(@Valid @RequestBody PullBody body, @RequestParam(required = false) @Nullable String institution) {
        Platform platform = tenancy.standing(body.platform(), institution);
        FeedKind kind = platform.family() == Family.MOODLE ? FeedKind.MOODLE_API : FeedKind.CANVAS_API;
        long minutes = body.everyMinutes() == null ? USUAL_MINUTES : body.everyMinutes();
        Feed feed = pulls.connect(
                platform.id(),
                kind,
                body.base(),
                body.token(),
                Duration.ofMinutes(Math.clamp(minutes, 0, MOST_MINUTES)));
        return pulls.of(platform.id().institution()).stream()
                .filter(standing -> standing.feed().id().equals(feed.id()))
                .map(this::view)
                .findFirst()
                .orElseThrow();
    }

    @GetMapping
    @Operation(summary = "The platforms that are asked, and how that goes")
    List<PullView> all(@RequestParam(required = false) @Nullable String institution) {
        return tenancy.institutions(institution).stream()
                .flatMap(one -> pulls.of(one.id()).stream())
                .map(this::view)
                .toList();
    }

    @PostMapping("/{feed}/try")
    @Operation(summary = "Try whether the platform knows the token, and what it may not do")
    Pulls.Trial tryOut(@PathVariable String feed, @RequestParam(required = false) @Nullable String institution) {
        Pulls.Trial trial = pulls.tryOut(connected(feed, institution));
        return new Pulls.Trial(trial.works(), trial.missing(), worded(trial.detail()));
    }

    private PullView view(Pulls.Standing standing) {
        return PullView.of(standing, worded(standing.problem()));
    }

    /** In words: nobody wants to look codes up. */
    private @Nullable String worded(@Nullable String problem) {
        return problem == null ? null : wording.in(Locale.ENGLISH).complaint(problem);
    }

    @DeleteMapping("/{feed}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Stop asking, and forget the token; what was found stays")
    void disconnect(@PathVariable String feed, @RequestParam(required = false) @Nullable String institution) {
        pulls.disconnect(connected(feed, institution));
    }

    @PostMapping("/want")
    @Operation(
            summary = "Ask about one course now",
            description = "At most once in thirty seconds for a course: before, 'wanted' is false.")
    CourseView want(@Valid @RequestBody CourseBody body, @RequestParam(required = false) @Nullable String institution) {
        Platform platform = tenancy.standing(body.platform(), institution);
        Course course = courses.find(platform.id(), body.course())
                .orElseThrow(() -> ApiProblem.notFound(Complaint.of("api.no-course", body.course())));
        boolean wanted = pulls.wanted(course.id());
        Pulls.Asked asked =
                pulls.asked(course.id()).orElseThrow(() -> ApiProblem.notFound(Complaint.of("api.not-asked")));
        return new CourseView(wanted, asked.running(), asked.doneAt(), worded(asked.problem()));
    }

    private Feed connected(String feed, @Nullable String institution) {
        return tenancy.institutions(institution).stream()
                .flatMap(one -> pulls.of(one.id()).stream())
                .map(Pulls.Standing::feed)
                .filter(one -> one.id().equals(feed))
                .findFirst()
                .orElseThrow(() -> ApiProblem.notFound(Complaint.of("api.no-pull", feed)));
    }

    record PullBody(
            @NotBlank(message = Checks.MISSING) String platform,
            @NotNull(message = Checks.MISSING) URI base,
            @NotBlank(message = Checks.MISSING) String token,
            @Nullable Long everyMinutes)
            implements Body {

        /** Says nothing of the token. */
        @Override
        public String toString() {
            return "PullBody[platform=%s, base=%s]".formatted(platform, base);
        }
    }

    record CourseBody(
            @NotBlank(message = Checks.MISSING) String platform,
            @NotBlank(message = Checks.MISSING) String course) implements Body {}

    record CourseView(
            boolean wanted,
            boolean running,
            @Nullable Instant doneAt,
            @Nullable String problem) {}

    record PullView(
            String feed,
            String kind,
            UUID platform,
            URI base,
            long everyMinutes,
            int courses,
            int failing,
            @Nullable Instant lastDoneAt,
            @Nullable Instant nextAt,
            @Nullable String problem) {

        static PullView of(Pulls.Standing standing, @Nullable String problem) {
            return new PullView(
                    standing.feed().id(),
                    standing.feed().kind().code(),
                    standing.feed().platform().value(),
                    standing.base(),
                    standing.every().toMinutes(),
                    standing.courses(),
                    standing.failing(),
                    standing.lastDoneAt(),
                    standing.nextAt(),
                    problem);
        }
    }
}
