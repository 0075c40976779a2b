package org.cairn.lti.grades;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.cairn.net.Servers;
import org.jspecify.annotations.Nullable;

/** The URLs of the grade services, and those that are made of them. */
final class Urls {

    private Urls() {}

    /** Moodle's URLs have a query, which stays behind the path. */
    static URI below(URI lineItem, String segment) {
        String path = lineItem.getRawPath() == null ? "" : lineItem.getRawPath().replaceAll("/+$", "");
        String query = lineItem.getRawQuery() == null ? "" : "?" + lineItem.getRawQuery();
        return URI.create(
                "%s://%s%s/%s%s".formatted(lineItem.getScheme(), lineItem.getRawAuthority(), path, segment, query));
    }

    static URI with(URI url, String name, String value) {
        String separator = url.getRawQuery() == null ? "?" : "&";
        return URI.create(url + separator + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    /** The same line item, whatever stands in the query. */
    static boolean isSameItem(URI one, @Nullable String other) {
        if (other == null) {
            return true;
        }
        try {
            URI second = URI.create(other);
            return Servers.isSame(one, second) && one.getRawPath().equals(second.getRawPath());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
