package org.cairn.ingest.xapi.documents;

import java.util.Arrays;
import java.util.Optional;
import org.cairn.ingest.endpoint.Problem;
import org.jspecify.annotations.Nullable;

/** What must stand there for a request to be meant: If-Match and If-None-Match (RFC 9110, Communication 3.1). */
public record Conditions(@Nullable String match, @Nullable String noneMatch) {

    public boolean areStated() {
        return match != null || noneMatch != null;
    }

    /**
     * Makes sure that nobody overwrites what they have not seen.
     *
     * @throws Problem 412 when something else stands there than the sender believes
     */
    public void check(Optional<Content> there) throws Problem {
        if (match != null && (there.isEmpty() || !names(match, there.get()))) {
            throw failed("There is another document than the one named by If-Match, or none.");
        }
        if (noneMatch != null && there.isPresent() && names(noneMatch, there.get())) {
            throw failed("There is a document already that If-None-Match excludes.");
        }
    }

    /** Says whether whoever asks has this content already. */
    public boolean has(Content content) {
        return noneMatch != null && names(noneMatch, content);
    }

    /** Tags that a proxy has made weak, because it packed the content, are as good: they are those of the same bytes. */
    private static boolean names(String tags, Content content) {
        return tags.strip().equals("*")
                || Arrays.stream(tags.split(","))
                        .map(tag -> tag.strip().replaceFirst("^W/", ""))
                        .anyMatch(content.tag()::equals);
    }

    private static Problem failed(String detail) {
        return new Problem(412, "precondition", detail);
    }
}
