package org.cairn.web.api.connect;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.cairn.complaint.Complaint;
import org.cairn.complaint.Objection;
import org.cairn.people.Erasures;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.cairn.people.Links;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.cairn.web.api.ApiProblem;
import org.cairn.web.api.Body;
import org.cairn.web.api.Checks;
import org.cairn.web.api.IdentifierView;
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

/** Which accounts are one person's. */
@RestController
@RequestMapping("/api/learners/{id}")
@Tag(name = "Learners")
class PeopleApi {

    private static final String OPERATOR = "operator";

    private final Links links;
    private final Erasures erasures;
    private final Tenancy tenancy;

    PeopleApi(Links links, Erasures erasures, Tenancy tenancy) {
        this.links = links;
        this.erasures = erasures;
        this.tenancy = tenancy;
    }

    @GetMapping
    @Operation(summary = "A person with their accounts on all platforms, and why these are one person")
    PersonView person(@PathVariable String id, @RequestParam(required = false) @Nullable String institution) {
        return view(learner(id, institution));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Erase a person; their credentials stay as a number, so that copies can be checked")
    void erase(@PathVariable String id, @RequestParam(required = false) @Nullable String institution) {
        erasures.erase(learner(id, institution), OPERATOR);
    }

    @PostMapping("/links")
    @Operation(summary = "Say that two people are one")
    PersonView link(
            @PathVariable String id,
            @Valid @RequestBody LinkBody body,
            @RequestParam(required = false) @Nullable String institution) {
        LearnerId one = learner(id, institution);
        LearnerId other = learner(body.with(), institution);
        return view(links.link(one, other, Links.How.ADMIN, body.why() == null ? "" : body.why(), OPERATOR));
    }

    @DeleteMapping("/links/{account}")
    @Operation(summary = "Make an account a person of its own again; the answer is that person")
    PersonView unlink(
            @PathVariable String id,
            @PathVariable String account,
            @RequestParam(defaultValue = "") String why,
            @RequestParam(required = false) @Nullable String institution) {
        LearnerId person = learner(id, institution);
        LearnerId parting = links.accounts(person).stream()
                .map(Links.Account::id)
                .filter(one -> one.value().toString().equals(account))
                .findFirst()
                .orElseThrow(() -> ApiProblem.notFound(Complaint.of("api.no-account")));
        links.unlink(parting, why, OPERATOR);
        return view(parting);
    }

    @PostMapping("/identifiers")
    @Operation(summary = "Give a person one more name on a platform; messages that wait under it join them")
    PersonView name(
            @PathVariable String id,
            @Valid @RequestBody NameBody body,
            @RequestParam(required = false) @Nullable String institution) {
        LearnerId person = learner(id, institution);
        PlatformId platform = tenancy.platform(body.platform(), institution).id();
        links.give(person, platform, new Identifier(kind(body.kind()), body.value()), OPERATOR);
        return view(person);
    }

    private static IdentifierKind kind(String code) {
        try {
            return IdentifierKind.of(code);
        } catch (Objection e) {
            throw ApiProblem.badRequest(e.why()).with("field", "kind");
        }
    }

    private LearnerId learner(String id, @Nullable String institution) {
        InstitutionId of = tenancy.institution(institution).id();
        return links.person(tenancy.learner(id, of))
                .orElseThrow(() -> ApiProblem.notFound(Complaint.of("api.no-learner", id)));
    }

    private PersonView view(LearnerId learner) {
        LearnerId person = links.person(learner).orElse(learner);
        return new PersonView(
                person.value(),
                links.accounts(person).stream().map(AccountView::of).toList(),
                links.history(person).stream().map(LinkView::of).toList());
    }

    record LinkBody(
            @NotBlank(message = Checks.MISSING) String with,
            @Nullable String why) implements Body {}

    record NameBody(
            @NotBlank(message = Checks.MISSING) String platform,
            @NotBlank(message = Checks.MISSING) String kind,
            @NotBlank(message = Checks.MISSING) String value)
            implements Body {}

    record PersonView(UUID id, List<AccountView> accounts, List<LinkView> links) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AccountView(
            UUID id,
            boolean leads,
            @Nullable UUID platform,
            @Nullable String name,
            List<IdentifierView> identifiers) {
        static AccountView of(Links.Account account) {
            PlatformId platform = account.platform();
            return new AccountView(
                    account.id().value(),
                    account.leads(),
                    platform == null ? null : platform.value(),
                    account.name(),
                    account.identifiers().stream().map(IdentifierView::of).toList());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LinkView(
            UUID account,
            UUID person,
            String how,
            String why,
            String by,
            Instant at,
            @Nullable Instant undoneAt,
            @Nullable String undoneBy,
            @Nullable String undoneWhy) {
        static LinkView of(Links.Link link) {
            return new LinkView(
                    link.account().value(),
                    link.person().value(),
                    link.how().name().toLowerCase(Locale.ROOT),
                    link.why(),
                    link.by(),
                    link.at(),
                    link.undoneAt(),
                    link.undoneBy(),
                    link.undoneWhy());
        }
    }
}
