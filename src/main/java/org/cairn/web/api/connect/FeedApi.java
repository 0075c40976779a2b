package org.cairn.web.api.connect;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedAccounts;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Feeds;
import org.cairn.net.PublicUrl;
import org.cairn.platform.PlatformId;
import org.cairn.web.api.ApiProblem;
import org.cairn.web.api.Body;
import org.cairn.web.api.Checks;
import org.cairn.web.api.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The ways in for events. */
@RestController
@RequestMapping("/api/feeds")
@Tag(name = "Feeds")
class FeedApi {

    private final Feeds feeds;
    private final FeedAccounts accounts;
    private final Tenancy tenancy;
    private final PublicUrl publicUrl;

    FeedApi(Feeds feeds, FeedAccounts accounts, Tenancy tenancy, PublicUrl publicUrl) {
        this.feeds = feeds;
        this.accounts = accounts;
        this.tenancy = tenancy;
        this.publicUrl = publicUrl;
    }

    @PostMapping
    @Operation(summary = "Add a way in for a platform's events; the URL in the answer is what the platform posts to")
    ResponseEntity<FeedView> add(
            @Valid @RequestBody FeedBody body, @RequestParam(required = false) @Nullable String institution) {
        var platform = tenancy.standing(body.platform(), institution).id();
        return ResponseEntity.status(HttpStatus.CREATED).body(add(platform, body));
    }

    /** Canvas signs what it sends; whoever else is named no keys gets a secret. */
    private FeedView add(PlatformId platform, FeedBody body) {
        boolean unsigned = Boolean.TRUE.equals(body.allowUnsigned());
        FeedKind kind = FeedKind.valueOf(body.kind().name());
        if (body.jwksUrl() == null && !unsigned && kind != FeedKind.CANVAS) {
            Feeds.Opened opened = feeds.open(platform, kind, body.reading());
            return view(opened.feed(), opened.secret());
        }
        Feed feed = feeds.add(platform, kind, body.jwksUrl(), unsigned);
        boolean usual = body.reading().equals(Feed.Reading.USUAL);
        return view(usual ? feed : feeds.change(feed, body.reading()), null);
    }

    @GetMapping
    @Operation(summary = "The feeds of an institution")
    List<FeedView> all(@RequestParam(required = false) @Nullable String institution) {
        return tenancy.institutions(institution).stream()
                .flatMap(one -> feeds.of(one.id()).stream())
                .map(this::view)
                .toList();
    }

    @PutMapping("/{id}")
    @Operation(summary = "Say anew how a feed's messages are to be understood, and of which accounts they are believed")
    FeedView change(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String institution,
            @Valid @RequestBody ReadingBody body) {
        Feed feed = own(id, institution);
        List<String> names = body.accounts();
        return view(feeds.change(names == null ? feed : believing(feed, names), body.over(feed.reading())));
    }

    private Feed believing(Feed feed, List<String> names) {
        if (accounts.of(feed).isEmpty()) {
            throw ApiProblem.badRequest(Complaint.of("api.feed-accounts"));
        }
        return accounts.believe(feed, names);
    }

    @PostMapping("/{id}/secret")
    @Operation(summary = "Make a new secret, told this once; those made before are good for another day")
    FeedView secret(@PathVariable String id, @RequestParam(required = false) @Nullable String institution) {
        Feed feed = own(id, institution);
        if (feed.kind().isAsked()) {
            throw ApiProblem.badRequest(Complaint.of("api.feed-of-token"));
        }
        return view(feed, feeds.renewSecret(feed));
    }

    @PostMapping("/{id}/pause")
    @Operation(summary = "Refuse what is sent to a feed from now on")
    FeedView pause(@PathVariable String id, @RequestParam(required = false) @Nullable String institution) {
        Feed feed = own(id, institution);
        feeds.pause(feed, true);
        return view(feed);
    }

    @PostMapping("/{id}/resume")
    @Operation(summary = "Take what is sent to a feed again")
    FeedView resume(@PathVariable String id, @RequestParam(required = false) @Nullable String institution) {
        Feed feed = own(id, institution);
        feeds.pause(feed, false);
        return view(feed);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Close a feed: its address is nobody's any more, what came stays and counts")
    void close(@PathVariable String id, @RequestParam(required = false) @Nullable String institution) {
        Feed feed = own(id, institution);
        if (feed.kind().isAsked()) {
            throw ApiProblem.badRequest(Complaint.of("api.feed-is-asked"));
        }
        feeds.close(feed);
    }

    private Feed own(String id, @Nullable String institution) {
        return feeds.of(tenancy.institution(institution).id()).stream()
                .filter(feed -> feed.id().equals(id) || feed.handle().equals(id))
                .findFirst()
                .orElseThrow(() -> ApiProblem.notFound(Complaint.of("api.no-feed")));
    }

    private FeedView view(Feed feed) {
        return view(feed, null);
    }

    private FeedView view(Feed feed, @Nullable String secret) {
        return new FeedView(
                feed.id(),
                feed.handle(),
                publicUrl.of(feed.path()),
                feed.kind().code(),
                feed.platform().value(),
                feed.jwksUrl(),
                feed.allowUnsigned(),
                feeds.state(feed).name().toLowerCase(Locale.ROOT),
                feed.reading().strict(),
                feed.reading().accountsAreUserNames(),
                feed.reading().matchEmail(),
                List.copyOf(feed.accounts().names()),
                secret);
    }

    /** The kinds that are sent to us; those that we ask are connected with a token. */
    enum Sent {
        CANVAS,
        CALIPER,
        XAPI,
        EVENTS
    }

    record FeedBody(
            @NotBlank(message = Checks.MISSING) String platform,
            @NotNull(message = Checks.MISSING) Sent kind,
            @Nullable URI jwksUrl,
            @Nullable Boolean allowUnsigned,
            @Nullable Boolean strict,
            @Nullable Boolean accountsAreUserNames,
            @Nullable Boolean matchEmail)
            implements Body {

        private Feed.Reading reading() {
            return new Feed.Reading(
                    Boolean.TRUE.equals(strict),
                    Boolean.TRUE.equals(accountsAreUserNames),
                    !Boolean.FALSE.equals(matchEmail));
        }
    }

    /** What is not said stays as it is. */
    record ReadingBody(
            @Nullable Boolean strict,
            @Nullable Boolean accountsAreUserNames,
            @Nullable Boolean matchEmail,
            @Nullable List<@NotBlank(message = Checks.MISSING) String> accounts)
            implements Body {

        private Feed.Reading over(Feed.Reading now) {
            return new Feed.Reading(
                    strict == null ? now.strict() : strict,
                    accountsAreUserNames == null ? now.accountsAreUserNames() : accountsAreUserNames,
                    matchEmail == null ? now.matchEmail() : matchEmail);
        }
    }

    record FeedView(
            String id,
            String handle,
            String url,
            String kind,
            UUID platform,
            @Nullable URI jwksUrl,
            boolean allowUnsigned,
            String state,
            boolean strict,
            boolean accountsAreUserNames,
            boolean matchEmail,
            List<String> accounts,
            @Nullable String secret) {}
}
