package org.cairn.lti.launch;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cairn.platform.Family;
import org.cairn.platform.Platform;
import org.jspecify.annotations.Nullable;

/**
 * Where a launch comes from (LTI 1.3 sections 5.3.5 and 5.4.1). An account of Canvas is a context without being a
 * course, and a place in a menu is no resource link although it has an id.
 *
 * @param courseId absent outside a course
 * @param copiedFrom context ids of the courses that this one was copied from, nearest first
 */
record Contexts(
        @Nullable String courseId,
        @Nullable String title,
        @Nullable String resourceLinkId,
        List<String> copiedFrom) {

    private static final int LONGEST = 255;
    private static final int MOST_ANCESTORS = 50;

    static Contexts of(Claims claims, Platform platform, Asked asked) {
        boolean said = claims.has(Claims.LTI + "context");
        Claims context = claims.object(Claims.LTI + "context");
        String id = said ? context.identifier("id", LONGEST) : null;
        String link = resourceLink(claims, asked);
        String resourceLinkId = platform.family() == Family.CANVAS && link != null && link.equals(id) ? null : link;
        if (id == null || isAccount(context)) {
            return new Contexts(null, null, resourceLinkId, List.of());
        }
        String title = context.text("title") == null ? context.text("label") : context.text("title");
        String history = claims.object(Claims.LTI + "custom").filled("context_id_history");
        return new Contexts(id, SafeText.forDisplay(title, LONGEST), resourceLinkId, ancestors(history, id));
    }

    private static @Nullable String resourceLink(Claims claims, Asked asked) {
        Claims link = claims.object(Claims.LTI + "resource_link");
        return switch (asked) {
            case Asked.Open open -> link.identifier("id", LONGEST);
            case Asked.Review review -> link.has("id") ? link.identifier("id", LONGEST) : null;
            case Asked.Choose choose -> null;
        };
    }

    /** The type may be written whole or short, and as a text where a list belongs. */
    private static boolean isAccount(Claims context) {
        Object type = context.members().get("type");
        List<?> types = type instanceof List<?> list ? list : type == null ? List.of() : List.of(type);
        return types.stream()
                .anyMatch(one -> one instanceof String text
                        && (text.equals("Account") || text.endsWith("#Account") || text.endsWith("/Account")));
    }

    /** A list with commas of encoded ids (LTI 1.3 appendix D, {@code Context.id.history}). */
    private static List<String> ancestors(@Nullable String history, String own) {
        Set<String> ids = new LinkedHashSet<>();
        for (String one : history == null ? new String[0] : history.split(",", MOST_ANCESTORS * 4)) {
            String id = decoded(one.strip());
            if (!id.equals(own) && !id.startsWith("$") && SafeText.isIdentifier(id, LONGEST)) {
                ids.add(id);
            }
        }
        return ids.stream().limit(MOST_ANCESTORS).toList();
    }

    private static String decoded(String text) {
        try {
            return text.indexOf('%') < 0 ? text : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
