package org.cairn.lti.content;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cairn.lti.ContentItem;
import org.cairn.lti.ContentItems;
import org.cairn.lti.ContentRequest;
import org.cairn.lti.Embed;
import org.cairn.net.PublicUrl;
import org.cairn.platform.Family;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Writes a link as the platform's picker reads it (LTI Deep Linking 2.0 section 3.2): only what that platform keeps, and
 * nothing that it would drop or trip over.
 */
final class Links {

    private static final String RESOURCE = "cairn:badge:";
    private static final String TAG = "cairn-progress";

    private final PublicUrl publicUrl;
    private final Family family;
    private final ContentRequest request;

    Links(PublicUrl publicUrl, Family family, ContentRequest request) {
        this.publicUrl = publicUrl;
        this.family = family;
        this.request = request;
    }

    Map<String, Object> of(ContentItem item) {
        Map<String, Object> link = new LinkedHashMap<>();
        link.put("type", ContentItems.LINK);
        link.put("title", item.title());
        if (item.text() != null) {
            link.put("text", item.text());
        }
        link.put("url", url(item.embed()));
        link.put("custom", custom(item.embed()));
        if (family != Family.MOODLE) {
            // Canvas makes a frame of this size in the text of a page; Moodle has dropped sizes since 4.3
            link.put("iframe", Map.of("width", 800, "height", 600));
        }
        if (item.graded() && request.lineItems() && item.embed().badge() != null) {
            link.put("lineItem", column(item));
        }
        return link;
    }

    /** The launch reads the custom values first, and the address where a platform lost them. */
    private String url(Embed embed) {
        UriComponentsBuilder address =
                UriComponentsBuilder.fromUriString(publicUrl.of("/lti/launch")).queryParam("view", view(embed));
        if (embed.badge() != null) {
            address.queryParam("badge", "{badge}");
        }
        return embed.badge() == null
                ? address.toUriString()
                : address.encode().buildAndExpand(embed.badge()).toUriString();
    }

    private static Map<String, String> custom(Embed embed) {
        Map<String, String> custom = new LinkedHashMap<>();
        custom.put("cairn_view", view(embed));
        if (embed.badge() != null) {
            custom.put("cairn_badge", embed.badge());
        }
        return custom;
    }

    private static String view(Embed embed) {
        return embed.view().name().toLowerCase(Locale.ROOT);
    }

    private Map<String, Object> column(ContentItem item) {
        Map<String, Object> column = new LinkedHashMap<>();
        column.put("scoreMaximum", 100);
        if (family != Family.MOODLE) {
            // Moodle calls the column like the activity
            column.put("label", item.title());
        }
        column.put("resourceId", RESOURCE + item.embed().badge());
        column.put("tag", TAG);
        if (family != Family.CANVAS) {
            // Canvas has no such message: its teachers open the student from our own pages
            column.put("submissionReview", review(item.embed()));
        }
        return column;
    }

    /** From the gradebook to the student's progress (LTI Submission Review 1.0 section 3.1). */
    private Map<String, Object> review(Embed embed) {
        Map<String, Object> review = new LinkedHashMap<>();
        review.put("reviewableStatus", List.of("InProgress", "Submitted", "Completed"));
        review.put("url", url(embed));
        review.put("custom", custom(embed));
        return review;
    }
}
