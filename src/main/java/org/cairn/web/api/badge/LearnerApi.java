package org.cairn.web.api.badge;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.cairn.complaint.Complaint;
import org.cairn.pathway.BadgeStanding;
import org.cairn.pathway.Pathways;
import org.cairn.people.LearnerId;
import org.cairn.people.Learners;
import org.cairn.platform.Platform;
import org.cairn.rules.Standing;
import org.cairn.web.api.ApiProblem;
import org.cairn.web.api.IdentifierView;
import org.cairn.web.api.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The people, and where they stand. */
@RestController
@RequestMapping("/api/learners")
@Tag(name = "Learners")
class LearnerApi {

    private final Learners learners;
    private final Pathways pathways;
    private final Tenancy tenancy;

    LearnerApi(Learners learners, Pathways pathways, Tenancy tenancy) {
        this.learners = learners;
        this.pathways = pathways;
        this.tenancy = tenancy;
    }

    @GetMapping
    @Operation(summary = "The learner that a platform knows under this identifier, whichever kind it is")
    LearnerView find(
            @RequestParam String platform,
            @RequestParam String id,
            @RequestParam(required = false) @Nullable String institution) {
        Platform of = tenancy.platform(platform, institution);
        LearnerId learner =
                learners.find(of.id(), id).orElseThrow(() -> ApiProblem.notFound(Complaint.of("api.nobody-by-that")));
        return new LearnerView(
                learner.value(),
                learners.identifiers(of.id(), learner).stream()
                        .map(IdentifierView::of)
                        .toList());
    }

    @GetMapping("/{id}/standings")
    @Operation(summary = "Where the learner stands toward every published badge, with the reasons")
    List<BadgeStandingView> standings(
            @PathVariable String id, @RequestParam(required = false) @Nullable String institution) {
        LearnerId learner = tenancy.learner(id, tenancy.institution(institution).id());
        return pathways.standings(learner).stream().map(BadgeStandingView::of).toList();
    }

    record LearnerView(UUID id, List<IdentifierView> identifiers) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BadgeStandingView(
            String badge,
            int version,
            String title,
            Standing.State state,
            boolean met,
            BigDecimal progress,
            @Nullable Instant since,
            StandingView standing) {
        static BadgeStandingView of(BadgeStanding of) {
            Standing standing = of.standing();
            return new BadgeStandingView(
                    of.badge().key(),
                    of.badge().version(),
                    of.badge().title(),
                    standing.state(),
                    standing.met(),
                    StandingView.plain(standing.progress()),
                    standing.since(),
                    StandingView.of(standing));
        }
    }
}
