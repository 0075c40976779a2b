package org.cairn.web.api.connect;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.time.Instant;
import java.util.List;
import org.cairn.complaint.Objection;
import org.cairn.lti.Deployments;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.cairn.web.api.ApiProblem;
import org.cairn.web.api.Body;
import org.cairn.web.api.Checks;
import org.cairn.web.api.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The places of a platform from which launches are let in, and those that wait. */
@RestController
@RequestMapping("/api/platforms/{id}/deployments")
@Tag(name = "Platforms")
class DeploymentApi {

    private final Platforms platforms;
    private final Deployments deployments;
    private final Tenancy tenancy;

    DeploymentApi(Platforms platforms, Deployments deployments, Tenancy tenancy) {
        this.platforms = platforms;
        this.deployments = deployments;
        this.tenancy = tenancy;
    }

    @GetMapping
    @Operation(summary = "The deployments of a platform that are let in, and those that launched and wait")
    DeploymentsView all(@PathVariable String id, @RequestParam(required = false) @Nullable String institution) {
        return view(tenancy.platform(id, institution));
    }

    @PostMapping
    @Operation(summary = "Let launches from one more deployment in; saying so twice does no harm")
    DeploymentsView accept(
            @PathVariable String id,
            @Valid @RequestBody DeploymentBody body,
            @RequestParam(required = false) @Nullable String institution) {
        Platform platform = tenancy.platform(id, institution);
        String deployment = body.deploymentId().strip();
        try {
            platforms.accept(platform.id(), deployment);
        } catch (Objection objection) {
            throw ApiProblem.badRequest(objection.why()).with("field", "deploymentId");
        }
        deployments.dismiss(platform.id(), deployment);
        return view(platform);
    }

    private DeploymentsView view(Platform platform) {
        return new DeploymentsView(
                platforms.deployments(platform.id()),
                deployments.waiting(platform.id()).stream().map(WaitingView::of).toList());
    }

    record DeploymentBody(
            @NotBlank(message = Checks.MISSING) String deploymentId) implements Body {}

    record DeploymentsView(List<String> accepted, List<WaitingView> waiting) {}

    record WaitingView(
            String deploymentId,
            @Nullable String guid,
            @Nullable String platformName,
            Instant firstSeen,
            Instant lastSeen) {

        static WaitingView of(Deployments.Waiting waiting) {
            return new WaitingView(
                    waiting.deploymentId(),
                    waiting.guid(),
                    waiting.platformName(),
                    waiting.firstSeen(),
                    waiting.lastSeen());
        }
    }
}
