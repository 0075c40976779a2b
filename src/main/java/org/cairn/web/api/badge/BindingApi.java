package org.cairn.web.api.badge;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.cairn.complaint.Complaint;
import org.cairn.evidence.Activity;
import org.cairn.pathway.Binding;
import org.cairn.pathway.Pathways;
import org.cairn.platform.Platform;
import org.cairn.web.api.ApiProblem;
import org.cairn.web.api.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Which activity of which course provides the evidence for which milestone. */
@RestController
@RequestMapping("/api/bindings")
@Tag(name = "Bindings")
class BindingApi {

    private final Pathways pathways;
    private final Tenancy tenancy;
    private final TransactionOperations transactions;

    BindingApi(Pathways pathways, Tenancy tenancy, TransactionOperations transactions) {
        this.pathways = pathways;
        this.tenancy = tenancy;
        this.transactions = transactions;
    }

    @PutMapping
    @Operation(summary = "Bind one activity, or a list of them, to milestones; of a list, all or none")
    Object put(@Valid @RequestBody BindingsBody body, @RequestParam(required = false) @Nullable String institution) {
        List<Placed> placed = body.bindings().stream()
                .map(binding -> place(binding, institution))
                .toList();
        List<BindingView> stored = transactions.execute(status -> bindAll(placed, body.list()));
        return body.list() ? stored : stored.getFirst();
    }

    @GetMapping
    @Operation(summary = "The bindings of an institution")
    List<BindingView> all(@RequestParam(required = false) @Nullable String institution) {
        return pathways.bindings(tenancy.institution(institution).id()).stream()
                .map(BindingView::of)
                .toList();
    }

    private Placed place(BindingsBody.One body, @Nullable String institution) {
        Platform platform = tenancy.platform(body.platform(), institution);
        String activity = body.activity().strip();
        ActivityTypes.check(platform.family(), activity);
        return new Placed(
                platform,
                new Binding(
                        body.badge().strip(),
                        body.milestone().strip(),
                        new Activity(platform.id(), body.course().strip(), activity),
                        body.atLeast() == null ? null : body.atLeast().value()));
    }

    private List<BindingView> bindAll(List<Placed> all, boolean list) {
        List<BindingView> stored = new ArrayList<>();
        for (Placed one : all) {
            List<Complaint> where = list ? List.of(Complaint.of("api.binding-number", stored.size() + 1)) : List.of();
            try {
                stored.add(BindingView.of(pathways.bind(one.platform().id().institution(), one.binding())));
            } catch (Pathways.UnknownBadge unknown) {
                throw new ApiProblem(HttpStatus.NOT_FOUND, and(where, unknown.why()));
            } catch (Pathways.InvalidBadge invalid) {
                throw new ApiProblem(HttpStatus.BAD_REQUEST, and(where, invalid.why()));
            }
        }
        return stored;
    }

    private static List<Complaint> and(List<Complaint> where, Complaint why) {
        return Stream.concat(where.stream(), Stream.of(why)).toList();
    }

    private record Placed(Platform platform, Binding binding) {}

    record BindingView(
            String badge,
            String milestone,
            UUID platform,
            @Nullable String course,
            String activity,
            @Nullable BigDecimal atLeast) {
        static BindingView of(Binding binding) {
            Activity activity = binding.activity();
            return new BindingView(
                    binding.badge(),
                    binding.milestone(),
                    activity.platform().value(),
                    activity.course(),
                    activity.id(),
                    StandingView.plainOrNull(binding.atLeast()));
        }
    }
}
