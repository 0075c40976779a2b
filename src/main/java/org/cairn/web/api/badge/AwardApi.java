package org.cairn.web.api.badge;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cairn.award.Award;
import org.cairn.award.Awards;
import org.cairn.complaint.Complaint;
import org.cairn.credential.Credential;
import org.cairn.credential.Credentials;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.EvidenceLog;
import org.cairn.net.PublicUrl;
import org.cairn.people.LearnerId;
import org.cairn.people.Learners;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.cairn.web.Wording;
import org.cairn.web.api.Checks;
import org.cairn.web.api.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The decisions, with what decided them. */
@RestController
@RequestMapping("/api/awards")
@Tag(name = "Awards")
class AwardApi {

    private static final int MOST = 10_000;
    /** So many awards are joined with their evidence and credentials by one query each. */
    private static final int AT_ONCE = 500;

    private final Awards awards;
    private final EvidenceLog log;
    private final Credentials credentials;
    private final Learners learners;
    private final PublicUrl publicUrl;
    private final Tenancy tenancy;
    private final Wording wording;

    AwardApi(
            Awards awards,
            EvidenceLog log,
            Credentials credentials,
            Learners learners,
            PublicUrl publicUrl,
            Tenancy tenancy,
            Wording wording) {
        this.awards = awards;
        this.log = log;
        this.credentials = credentials;
        this.learners = learners;
        this.publicUrl = publicUrl;
        this.tenancy = tenancy;
        this.wording = wording;
    }

    @GetMapping
    @Operation(
            summary = "Awards, oldest first",
            description =
                    "Where there are more than 'limit', the header 'Link' has rel=\"next\"; 'after' is the id of the last one seen."
                            + " 'learner' is a learner's id or, with 'platform', any identifier the platform uses.")
    ResponseEntity<List<AwardView>> all(
            @RequestParam(required = false) @Nullable String badge,
            @RequestParam(required = false) @Nullable String learner,
            @RequestParam(required = false) @Nullable String platform,
            @RequestParam(required = false) @Nullable String institution,
            @RequestParam(defaultValue = "" + MOST) int limit,
            @RequestParam(required = false) @Nullable String after,
            HttpServletRequest request) {
        Checks.limit(limit, MOST);
        PlatformId of = platform == null
                ? null
                : tenancy.platform(platform, institution).id();
        InstitutionId tenant = of == null ? tenancy.institution(institution).id() : of.institution();
        List<Award> found =
                awards.find(tenant, badge, learner == null ? null : learner(learner, tenant, of), of).stream()
                        .sorted(Comparator.comparing((Award award) -> award.id().toString()))
                        .filter(award -> after == null || award.id().toString().compareTo(after) > 0)
                        .limit(limit + 1L)
                        .toList();
        List<Award> page = found.size() > limit ? found.subList(0, limit) : found;
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (found.size() > limit) {
            answer.header(HttpHeaders.LINK, "<%s>; rel=\"next\"".formatted(next(request, page.getLast())));
        }
        return answer.body(views(tenant, page));
    }

    private LearnerId learner(String id, InstitutionId tenant, @Nullable PlatformId platform) {
        Optional<LearnerId> known = platform == null ? Optional.empty() : learners.find(platform, id);
        return known.orElseGet(() -> tenancy.learner(id, tenant));
    }

    private String next(HttpServletRequest request, Award last) {
        String query = ServletUriComponentsBuilder.fromRequest(request)
                .replaceQueryParam("after", last.id())
                .build()
                .getQuery();
        return publicUrl.of("/api/awards?" + query);
    }

    private List<AwardView> views(InstitutionId tenant, List<Award> page) {
        List<AwardView> views = new ArrayList<>(page.size());
        for (int from = 0; from < page.size(); from += AT_ONCE) {
            List<Award> some = page.subList(from, Math.min(page.size(), from + AT_ONCE));
            Map<LearnerId, Map<String, Evidence>> evidence = evidence(tenant, some);
            Map<UUID, Credential> proofs = credentials.of(tenant, some);
            some.forEach(award ->
                    views.add(view(award, evidence.getOrDefault(award.learner(), Map.of()), proofs.get(award.id()))));
        }
        return views;
    }

    private Map<LearnerId, Map<String, Evidence>> evidence(InstitutionId tenant, List<Award> some) {
        return log.of(tenant, some.stream().map(Award::learner).distinct().toList()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().stream()
                                .collect(Collectors.toMap(Evidence::key, Function.identity(), (one, other) -> one))));
    }

    private AwardView view(Award award, Map<String, Evidence> evidence, @Nullable Credential proof) {
        return new AwardView(
                award.id(),
                award.learner().value(),
                award.badge(),
                award.version(),
                award.state(),
                award.earnedAt(),
                award.decidedAt(),
                Complaint.codeOf(award.reason()),
                award.reason() == null ? null : wording.in(Locale.ENGLISH).complaint(award.reason()),
                award.evidence().stream()
                        .filter(evidence::containsKey)
                        .map(evidence::get)
                        .map(EvidenceView::of)
                        .toList(),
                proof == null ? null : publicUrl.of(proof.path()));
    }

    /** An award; {@code code} names the reason in every language and version. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AwardView(
            UUID id,
            UUID learner,
            String badge,
            int version,
            Award.State state,
            Instant earnedAt,
            Instant decidedAt,
            @Nullable String code,
            @Nullable String reason,
            List<EvidenceView> evidence,
            @Nullable String credentialUrl) {}
}
