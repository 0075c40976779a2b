package org.cairn.web.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Feeds;
import org.cairn.lti.PublicUrl;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The ways in for events. */
@RestController
@RequestMapping("/api/feeds")
@Tag(name = "Feeds")
class FeedApi {

    private final Feeds feeds;
    private final Tenancy tenancy;
    private final PublicUrl publicUrl;

    FeedApi(Feeds feeds, Tenancy tenancy, PublicUrl publicUrl) {
        this.feeds = feeds;
        this.tenancy = tenancy;
        this.publicUrl = publicUrl;
    }

    @PostMapping
    @Operation(summary = "Add a way in for a platform's events; the URL in the answer is what the platform posts to")
    ResponseEntity<FeedView> add(
            @Valid @RequestBody FeedBody body, @RequestParam(required = false) @Nullable String institution) {
        var platform = tenancy.standing(body.platform(), institution).id();
        try {
            boolean unsigned = Boolean.TRUE.equals(body.allowUnsigned());
            return ResponseEntity.status(HttpStatus.CREATED)
                    .body(view(feeds.add(platform, body.kind(), body.jwksUrl(), unsigned)));
        } catch (IllegalArgumentException notOffered) {
            String why = notOffered.getMessage();
            throw ApiProblem.badRequest(why == null ? "This feed is not possible." : why);
        }
    }

    @GetMapping
    @Operation(summary = "The feeds of an institution")
    List<FeedView> all(@RequestParam(required = false) @Nullable String institution) {
        return tenancy.institutions(institution).stream()
                .flatMap(one -> feeds.of(one.id()).stream())
                .map(this::view)
                .toList();
    }

    private FeedView view(Feed feed) {
        return new FeedView(
                feed.id(),
                publicUrl.of(feed.path()),
                feed.kind().name().toLowerCase(Locale.ROOT),
                feed.platform().value(),
                feed.jwksUrl(),
                feed.allowUnsigned());
    }

    record FeedBody(
            @NotBlank(message = Checks.MISSING) String platform,
            @NotNull(message = Checks.MISSING) FeedKind kind,
            @Nullable URI jwksUrl,
            @Nullable Boolean allowUnsigned)
            implements Body {}

    record FeedView(
            String id,
            String url,
            String kind,
            UUID platform,
            @Nullable URI jwksUrl,
            boolean allowUnsigned) {}
}
