package org.cairn.web.api.badge;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.Attestations;
import org.cairn.ingest.Attestations.Said;
import org.cairn.ingest.Attestations.Spoken;
import org.cairn.ingest.Attestations.Step;
import org.cairn.pathway.Pathways;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.web.api.ApiProblem;
import org.cairn.web.api.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What people vouched for elsewhere, told by a script: confirmed milestones and waivers. */
@RestController
@RequestMapping("/api")
@Tag(name = "Confirmations and waivers")
class VouchApi {

    private final Attestations attestations;
    private final Pathways pathways;
    private final Tenancy tenancy;
    private final TransactionOperations transactions;

    VouchApi(Attestations attestations, Pathways pathways, Tenancy tenancy, TransactionOperations transactions) {
        this.attestations = attestations;
        this.pathways = pathways;
        this.tenancy = tenancy;
        this.transactions = transactions;
    }

    @PostMapping("/attestations")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Confirm a milestone for learners, in somebody's name, or take it back; for all or for none")
    VouchedView attest(
            @Valid @RequestBody VouchBody body, @RequestParam(required = false) @Nullable String institution) {
        return vouch(body, institution, false);
    }

    @PostMapping("/waivers")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Waive a milestone for learners (recognition of prior learning), or take the waiver back")
    VouchedView waive(
            @Valid @RequestBody VouchBody body, @RequestParam(required = false) @Nullable String institution) {
        return vouch(body, institution, true);
    }

    private VouchedView vouch(VouchBody body, @Nullable String institution, boolean waiver) {
        InstitutionId tenant = tenancy.institution(institution).id();
        Step step = step(tenant, body);
        List<LearnerId> learners = body.learners().stream()
                .map(id -> tenancy.learner(id, tenant))
                .distinct()
                .toList();
        boolean stands = !Boolean.FALSE.equals(body.stands());
        Spoken by = new Spoken(body.by().name(), body.role(), body.id());
        Said said = new Said(body.note(), body.link());
        try {
            transactions.executeWithoutResult(
                    status -> learners.forEach(learner -> attestations.speak(learner, step, by, said, waiver, stands)));
        } catch (Attestations.NotUsable | Attestations.NotAllowed refused) {
            throw ApiProblem.badRequest(refused.why());
        }
        return new VouchedView(step.badge(), step.milestone(), learners.size(), stands);
    }

    private Step step(InstitutionId tenant, VouchBody body) {
        String badge = body.badge().strip();
        String milestone = body.milestone().strip();
        boolean known = pathways.badges(tenant).stream()
                .anyMatch(one -> one.key().equals(badge) && one.milestones().containsKey(milestone));
        if (!known) {
            throw ApiProblem.notFound(Complaint.of("api.no-milestone", badge, milestone));
        }
        return new Step(badge, milestone);
    }

    record VouchedView(String badge, String milestone, int learners, boolean stands) {}
}
