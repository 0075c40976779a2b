package org.cairn.web.api.badge;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.cairn.complaint.Complaint;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Pathways;
import org.cairn.web.api.ApiProblem;
import org.cairn.web.api.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What can be earned. */
@RestController
@RequestMapping("/api/badges")
@Tag(name = "Badges")
class BadgeApi {

    private static final int LARGEST = 2_000_000;

    private final Pathways pathways;
    private final Tenancy tenancy;

    BadgeApi(Pathways pathways, Tenancy tenancy) {
        this.pathways = pathways;
        this.tenancy = tenancy;
    }

    @PutMapping(
            consumes = {
                "application/yaml",
                "application/x-yaml",
                "text/yaml",
                "text/x-yaml",
                MediaType.TEXT_PLAIN_VALUE,
                MediaType.APPLICATION_OCTET_STREAM_VALUE
            })
    @Operation(summary = "Store badges from one or more YAML documents, as drafts; nothing is stored if one is wrong")
    List<BadgeView> put(@RequestBody byte[] yaml, @RequestParam(required = false) @Nullable String institution)
            throws Pathways.BadDocument {
        return pathways.put(tenancy.institution(institution).id(), text(yaml)).stream()
                .map(BadgeView::of)
                .toList();
    }

    @GetMapping
    @Operation(summary = "All badges in their newest version, drafts included")
    List<BadgeDetail> all(@RequestParam(required = false) @Nullable String institution) {
        return pathways.badges(tenancy.institution(institution).id()).stream()
                .map(BadgeDetail::of)
                .toList();
    }

    @PostMapping("/{key}/publish")
    @Operation(summary = "Publish the newest version; those who qualify already are awarded, with their true earn date")
    BadgeView publish(@PathVariable String key, @RequestParam(required = false) @Nullable String institution) {
        return BadgeView.of(pathways.publish(tenancy.institution(institution).id(), key));
    }

    private static String text(byte[] yaml) {
        if (yaml.length > LARGEST) {
            throw new ApiProblem(HttpStatus.CONTENT_TOO_LARGE, Complaint.of("api.badges-large", LARGEST));
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(yaml))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ApiProblem.badRequest(Complaint.of("api.badges-no-text"));
        }
    }

    record BadgeView(String key, int version, Badge.State state, String title) {
        static BadgeView of(Badge badge) {
            return new BadgeView(badge.key(), badge.version(), badge.state(), badge.title());
        }
    }

    record BadgeDetail(
            String key,
            int version,
            Badge.State state,
            String title,
            @Nullable String description,
            @Nullable String level,
            @Nullable String credit,
            @Nullable String kind,
            BigDecimal credits,
            Map<String, String> milestones,
            List<String> components) {
        static BadgeDetail of(Badge badge) {
            return new BadgeDetail(
                    badge.key(),
                    badge.version(),
                    badge.state(),
                    badge.title(),
                    badge.description(),
                    badge.level(),
                    badge.credit(),
                    badge.kind(),
                    StandingView.plain(badge.credits()),
                    badge.milestones(),
                    badge.components());
        }
    }
}
