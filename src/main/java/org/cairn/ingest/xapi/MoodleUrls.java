package org.cairn.ingest.xapi;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The addresses of Moodle's pages, as far as they tell which course or course module is meant. */
final class MoodleUrls {

    private static final Pattern COURSE = Pattern.compile(".*/course/view\\.php\\?(?:.*&)?id=(\\d{1,18})(?:[&#].*)?");
    private static final Pattern MODULE =
            Pattern.compile(".*/mod/[a-z0-9_]+/view\\.php\\?(?:.*&)?id=(\\d{1,18})(?:[&#].*)?");
    private static final Pattern PART =
            Pattern.compile(".*/mod/[a-z0-9_]+/[a-z_]+\\.php\\?(?:.*&)?cmid=(\\d{1,18})(?:[&#].*)?");

    /** Moodle writes none that is longer; in a long one made for it, looking for the id would take minutes. */
    private static final int LONGEST = 1000;

    private MoodleUrls() {}

    static Optional<String> course(String url) {
        return id(COURSE, url);
    }

    static Optional<String> module(String url) {
        return id(MODULE, url).or(() -> id(PART, url));
    }

    /** True for something within a module: an attempt, a submission. */
    static boolean isPartOfModule(String url) {
        return url.indexOf('#') >= 0 || id(PART, url).isPresent();
    }

    private static Optional<String> id(Pattern form, String url) {
        if (url.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher matcher = form.matcher(url);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
