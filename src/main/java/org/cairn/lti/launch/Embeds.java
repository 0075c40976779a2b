package org.cairn.lti.launch;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.cairn.lti.Embed;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an embedded link shows: from its custom parameters, which survive the copy of a course, or else from the
 * query of its address. What is none of ours shows everything, like a link without choice.
 */
final class Embeds {

    private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private Embeds() {}

    static @Nullable Embed of(Claims claims) {
        Claims custom = claims.object(Claims.LTI + "custom");
        Embed embed = of(custom.filled("cairn_view"), custom.filled("cairn_badge"));
        if (embed != null) {
            return embed;
        }
        String target = claims.text(Claims.LTI + "target_link_uri");
        return target == null ? null : of(parameter(target, "view"), parameter(target, "badge"));
    }

    private static @Nullable Embed of(@Nullable String view, @Nullable String badge) {
        return switch (view == null ? "" : view.toLowerCase(Locale.ROOT)) {
            case "badge" -> badge != null && KEY.matcher(badge).matches() ? new Embed(Embed.View.BADGE, badge) : null;
            case "progress" -> new Embed(Embed.View.PROGRESS, null);
            case "class" -> new Embed(Embed.View.CLASS, null);
            default -> null;
        };
    }

    private static @Nullable String parameter(String url, String name) {
        try {
            String query = new URI(url).getQuery();
            for (String pair : query == null ? new String[0] : query.split("&", 20)) {
                if (pair.startsWith(name + "=")) {
                    return pair.substring(name.length() + 1);
                }
            }
        } catch (URISyntaxException e) {
            // such a target was refused before
        }
        return null;
    }
}
