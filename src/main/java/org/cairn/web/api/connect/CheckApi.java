package org.cairn.web.api.connect;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.cairn.complaint.Complaint;
import org.cairn.lti.Checkups;
import org.cairn.lti.Contact;
import org.cairn.platform.PlatformId;
import org.cairn.web.Wording;
import org.cairn.web.Words;
import org.cairn.web.api.ApiProblem;
import org.cairn.web.api.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Trying out whether a registration works. */
@RestController
@Tag(name = "Platforms")
class CheckApi {

    private final Checkups checkups;
    private final Tenancy tenancy;
    private final Wording wording;

    CheckApi(Checkups checkups, Tenancy tenancy, Wording wording) {
        this.checkups = checkups;
        this.tenancy = tenancy;
        this.wording = wording;
    }

    @PostMapping("/api/platforms/{id}/check")
    @Operation(
            summary = "Fetch a platform's keys and ask it for a token per service",
            description = "Answers 202 when the platform is slow: call again after twenty seconds. At most one check in"
                    + " twenty seconds is made of a platform; before, the answer is 429 with Retry-After.")
    ResponseEntity<CheckView> check(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String institution,
            HttpServletResponse response) {
        PlatformId platform = tenancy.standing(id, institution).id();
        return switch (checkups.check(platform)) {
            case DONE -> ResponseEntity.ok(view(platform));
            case UNDER_WAY -> ResponseEntity.accepted().body(view(platform));
            case TOO_SOON -> {
                response.setHeader(HttpHeaders.RETRY_AFTER, "20");
                throw new ApiProblem(HttpStatus.TOO_MANY_REQUESTS, Complaint.of("api.checked"));
            }
        };
    }

    private CheckView view(PlatformId platform) {
        Words words = wording.in(Locale.ENGLISH);
        List<ContactView> contacts = checkups.contacts(platform).stream()
                .map(contact -> ContactView.of(contact, words))
                .toList();
        return new CheckView(contacts.stream().allMatch(ContactView::good), contacts);
    }

    record CheckView(boolean good, List<ContactView> contacts) {}

    /** How it went; {@code code} names the reason in every language and version. */
    record ContactView(
            String kind,
            boolean good,
            @Nullable String code,
            @Nullable String detail,
            Instant firstAt,
            Instant lastAt) {
        static ContactView of(Contact contact, Words words) {
            String detail = contact.detail();
            return new ContactView(
                    contact.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    contact.good(),
                    Complaint.codeOf(detail),
                    detail == null ? null : words.complaint(detail),
                    contact.firstAt(),
                    contact.at());
        }
    }
}
