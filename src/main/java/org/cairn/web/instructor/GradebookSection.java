package org.cairn.web.instructor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.cairn.lti.CourseId;
import org.cairn.lti.Gradebook;
import org.cairn.lti.Gradebook.Column;
import org.cairn.lti.Gradebook.Offer;
import org.cairn.lti.Gradebook.State;
import org.cairn.lti.Launch;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Pathways;
import org.cairn.web.Wording;
import org.cairn.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;

/** Says beside a badge, and above the class, how its column in the platform's gradebook stands. */
@ControllerAdvice(assignableTypes = {ClassPage.class, EmbedPage.class})
class GradebookSection {

    private final Gradebook gradebook;
    private final Pathways pathways;
    private final Wording wording;

    GradebookSection(Gradebook gradebook, Pathways pathways, Wording wording) {
        this.gradebook = gradebook;
        this.pathways = pathways;
        this.wording = wording;
    }

    /**
     * What is said of one column, and which buttons there are.
     *
     * @param fault why nothing can be written; null when all is well
     */
    record Section(List<String> lines, @Nullable String fault, boolean mayKeep, boolean mayStop, boolean mayRetry) {}

    /** A badge whose column needs somebody to look at it. */
    record Stuck(String badge, String words) {}

    @ModelAttribute("gradebook")
    @Nullable
    Section section(Launch launch, Locale locale, @PathVariable(required = false) @Nullable String key) {
        if (key == null || !launch.mayTeach() || launch.course() == null) {
            return null;
        }
        CourseId course = Objects.requireNonNull(launch.course());
        Words words = wording.in(locale);
        return gradebook
                .column(course, key)
                .filter(column -> column.state() != State.STOPPED)
                .map(column -> section(column, words))
                .orElseGet(() -> none(gradebook.offer(course), words));
    }

    @ModelAttribute("gradebookStuck")
    List<Stuck> stuck(Launch launch, Locale locale, @PathVariable(required = false) @Nullable String key) {
        if (key != null || !launch.mayTeach() || launch.course() == null) {
            return List.of();
        }
        Words words = wording.in(locale);
        return gradebook.columns(Objects.requireNonNull(launch.course())).stream()
                .filter(column -> column.state() == State.REFUSED)
                .map(column -> new Stuck(
                        column.badge(), words.say("gradebook.stuck", title(launch, column), because(column, words))))
                .toList();
    }

    private String title(Launch launch, Column column) {
        return pathways.catalogue(launch.institution())
                .badge(column.badge())
                .map(Badge::title)
                .orElse(column.title());
    }

    private static Section none(Offer offer, Words words) {
        return switch (offer) {
            case NOTHING -> new Section(List.of(words.say("gradebook.offer.nothing")), null, false, false, false);
            case SCORES -> new Section(List.of(words.say("gradebook.offer.scores")), null, false, false, false);
            case COLUMNS -> new Section(List.of(words.say("gradebook.offer.columns")), null, true, false, false);
        };
    }

    private static Section section(Column column, Words words) {
        List<String> lines = new ArrayList<>();
        if (column.state() == State.OPEN) {
            lines.add(words.say("gradebook.open", column.title(), column.written()));
        } else if (column.state() == State.WANTED) {
            lines.add(words.say("gradebook.wanted"));
        }
        if (column.waiting() > 0 && column.state() != State.REFUSED) {
            lines.add(words.say("gradebook.waiting", column.waiting()));
        }
        if (column.kept() > 0) {
            lines.add(words.say("gradebook.kept", column.kept()));
        }
        column.refused()
                .forEach((trouble, count) -> lines.add(
                        words.say("gradebook.refused", count, words.say("gradebook.because." + trouble.code()))));
        if (column.duplicates() > 0) {
            lines.add(words.say("gradebook.duplicates", column.duplicates()));
        }
        boolean troubled = column.trouble() != null;
        String fault = troubled ? words.say("gradebook.fault", because(column, words)) : null;
        return new Section(
                lines, fault, false, true, troubled || !column.refused().isEmpty());
    }

    private static String because(Column column, Words words) {
        Gradebook.Trouble trouble = column.trouble() == null ? Gradebook.Trouble.REFUSED : column.trouble();
        return words.say("gradebook.because." + trouble.code());
    }
}
