package org.cairn.practice.world;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A link to a tool that somebody put into a course.
 *
 * @param url where it leads; null for the tool's own address
 * @param custom its own custom parameters
 * @param place where it stands, such as Canvas's {@code link_selection}
 */
public record Link(
        long id,
        long course,
        String clientId,
        String title,
        String text,
        @Nullable String url,
        Map<String, String> custom,
        String place) {

    public Link in(long newId, long newCourse) {
        return new Link(newId, newCourse, clientId, title, text, url, custom, place);
    }
}
