package org.cairn.web.instructor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cairn.complaint.Complaint;
import org.cairn.evidence.KnownActivities;
import org.cairn.evidence.KnownActivity;
import org.cairn.lti.Course;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Copies;
import org.cairn.pathway.Pathways;
import org.cairn.vault.Tokens;
import org.cairn.web.Wording;
import org.cairn.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts what a copied course could take over into words and choices. */
@Component
class Takeovers {

    private final Pathways pathways;
    private final KnownActivities known;
    private final Wording wording;

    Takeovers(Pathways pathways, KnownActivities known, Wording wording) {
        this.pathways = pathways;
        this.known = known;
        this.wording = wording;
    }

    /**
     * What was answered before, where the page is shown again.
     *
     * @param chosen activity by row
     * @param faults why a row could not be taken over, by row
     */
    record Answers(Map<String, String> chosen, Set<String> ticked, Map<String, String> faults) {
        static final Answers NONE = new Answers(Map.of(), Set.of(), Map.of());
    }

    /** What came from one course. */
    record Review(UUID from, String title, String when, List<Row> rows) {}

    /**
     * One binding that could be taken over.
     *
     * @param why how we know, or null where nothing could be told
     */
    record Row(
            String key,
            String badge,
            String milestone,
            String original,
            @Nullable String atLeast,
            @Nullable String why,
            boolean ticked,
            List<Option> options,
            @Nullable String fault) {}

    /** An activity to choose. */
    record Option(String id, String title, boolean chosen) {}

    /** Names a row, the same whenever the page is shown. */
    static String key(Copies.Proposal proposal) {
        return Tokens.digest(String.join(
                        "\n",
                        proposal.original().badge(),
                        proposal.original().milestone(),
                        proposal.original().activity().id()))
                .substring(0, 16);
    }

    String say(Locale locale, Complaint why) {
        return wording.in(locale).complaint(why);
    }

    String say(Locale locale, String key) {
        return wording.in(locale).say(key);
    }

    List<Review> of(Course here, List<Copies.Copy> copies, Answers answers, Locale locale) {
        if (copies.isEmpty()) {
            return List.of();
        }
        Words words = wording.in(locale);
        Map<String, Badge> badges = pathways.badges(here.id().institution()).stream()
                .collect(Collectors.toMap(Badge::key, Function.identity(), (one, other) -> one));
        List<KnownActivity> activities = known.of(here.platform(), here.ownId());
        return copies.stream()
                .map(copy -> new Review(
                        copy.from().id().value(),
                        copy.from().title() == null
                                ? words.say("copy.untitled")
                                : copy.from().title(),
                        words.date(copy.at()),
                        copy.proposals().stream()
                                .map(proposal -> row(proposal, badges, activities, answers, words))
                                .sorted(Comparator.comparing(Row::badge).thenComparing(Row::milestone))
                                .toList()))
                .toList();
    }

    private static Row row(
            Copies.Proposal proposal,
            Map<String, Badge> badges,
            List<KnownActivity> activities,
            Answers answers,
            Words words) {
        String key = key(proposal);
        Badge badge = badges.get(proposal.original().badge());
        String milestone = proposal.original().milestone();
        String proposed = proposal.activity() == null ? "" : proposal.activity();
        String chosen = answers.chosen().getOrDefault(key, proposed);
        return new Row(
                key,
                badge == null ? proposal.original().badge() : badge.title(),
                badge == null ? milestone : badge.milestones().getOrDefault(milestone, milestone),
                isCourse(proposal.original().activity().id()) ? words.say("copy.course") : proposal.title(),
                proposal.original().atLeast() == null
                        ? null
                        : words.percent(proposal.original().atLeast()),
                why(proposal.why(), words),
                answers.chosen().isEmpty()
                        ? !proposed.isEmpty()
                        : answers.ticked().contains(key),
                options(activities, proposed, chosen, words),
                answers.faults().get(key));
    }

    private static @Nullable String why(Copies.Why why, Words words) {
        return switch (why) {
            case SAME_NAME -> words.say("copy.why.name");
            case COPIED -> words.say("copy.why.copied");
            case SAME_TITLE -> words.say("copy.why.title");
            case UNKNOWN -> null;
        };
    }

    /** The activities of this course; the proposed one also where the platform has not told of it yet. */
    private static List<Option> options(List<KnownActivity> activities, String proposed, String chosen, Words words) {
        List<Option> options = new ArrayList<>();
        if (!proposed.isEmpty()
                && activities.stream().noneMatch(known -> known.activity().id().equals(proposed))) {
            String title = isCourse(proposed) ? words.say("copy.course") : proposed;
            options.add(new Option(proposed, title, proposed.equals(chosen)));
        }
        activities.forEach(known -> options.add(new Option(
                known.activity().id(), known.title(), known.activity().id().equals(chosen))));
        return options;
    }

    private static boolean isCourse(String activity) {
        return activity.equals("course");
    }
}
