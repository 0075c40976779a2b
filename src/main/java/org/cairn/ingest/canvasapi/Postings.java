package org.cairn.ingest.canvasapi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cairn.ingest.pull.Source.Refused;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Tells which outcome results their students may not see yet. Canvas shows whoever teaches all of them, and its students
 * those of work whose grades are posted by hand only once they are.
 */
final class Postings {

    private static final Pattern ASSIGNMENT = Pattern.compile("assignment_(\\d{1,18})");
    private static final Pattern QUIZ = Pattern.compile("quiz(?:zes:quiz)?_(\\d{1,18})");

    /** Canvas refuses all that is asked for one student or assignment in it; so often it is asked in smaller parts. */
    private static final int MOST_REFUSALS = 20;

    private final Map<String, JsonNode> assignments;
    private final Set<Work> wondered = new LinkedHashSet<>();
    private final Map<Work, JsonNode> known = new HashMap<>();

    /** @param assignments those of the course, by their local ids */
    Postings(Map<String, JsonNode> assignments) {
        this.assignments = assignments;
    }

    /** What one student did for one assignment, by their numbers. */
    private record Work(String assignment, long student) {}

    /** Asks for those of the course's submissions that are wanted, and lets {@link #know} of each. */
    interface Question {
        void put(List<String> wanted) throws Refused;
    }

    /**
     * Notes that it must be known whether the work behind this result was posted, if that is done by hand. Canvas tells
     * nothing of assignments that were deleted or are not published, and refuses to be asked for them.
     */
    void wonder(JsonNode result) {
        work(result).filter(work -> isPublished(assignment(work.assignment()))).ifPresent(wondered::add);
    }

    /**
     * Asks what was wondered.
     *
     * @param students those who study in the course; whether others may be asked for is another question
     * @param refused hears of what could not be asked of students
     */
    void ask(Set<Long> students, Question question, Consumer<Refused> refused) throws Refused {
        Map<Boolean, List<Work>> works =
                wondered.stream().collect(Collectors.partitioningBy(work -> students.contains(work.student())));
        new Inquiry(question, refused).ask(works.getOrDefault(true, List.of()));
        new Inquiry(question, other -> {}).ask(works.getOrDefault(false, List.of()));
    }

    /** Asks in smaller and smaller parts for as long as it is refused. */
    private static final class Inquiry {

        private final Question question;
        private final Consumer<Refused> refused;
        private final Set<Long> unseen = new HashSet<>();
        private final Set<String> unshown = new HashSet<>();
        private int refusals;

        Inquiry(Question question, Consumer<Refused> refused) {
            this.question = question;
            this.refused = refused;
        }

        void ask(List<Work> all) throws Refused {
            List<Work> works = all.stream().filter(this::isOpen).toList();
            if (works.isEmpty()) {
                return;
            }
            try {
                question.put(query(works));
            } catch (Refused e) {
                LeftOut.check(e);
                refusals++;
                askInHalves(works, e);
            }
        }

        private void askInHalves(List<Work> works, Refused e) throws Refused {
            int half = works.size() / 2;
            if (half == 0) {
                close(works.getFirst(), e);
            }
            if (half == 0 || refusals >= MOST_REFUSALS) {
                refused.accept(e);
                return;
            }
            ask(works.subList(0, half));
            ask(works.subList(half, works.size()));
        }

        private boolean isOpen(Work work) {
            return !unseen.contains(work.student()) && !unshown.contains(work.assignment());
        }

        /** Whatever else its student did, or was done for its assignment, would be refused as well. */
        private void close(Work work, Refused e) {
            if (e.why().contains(CanvasCalls.NOT_SEEN)) {
                unseen.add(work.student());
            } else if (e.why().contains(CanvasCalls.MAY_NOT)) {
                unshown.add(work.assignment());
            }
        }
    }

    private static List<String> query(List<Work> works) {
        List<String> query = new ArrayList<>();
        works.stream().map(Work::student).distinct().forEach(id -> {
            query.add("student_ids[]");
            query.add(String.valueOf(id));
        });
        works.stream().map(Work::assignment).distinct().forEach(id -> {
            query.add("assignment_ids[]");
            query.add(id);
        });
        return query;
    }

    /** Learns how a submission stands. */
    void know(JsonNode submission) {
        Optional<String> assignment = Ids.local(submission, "assignment_id");
        Ids.whole(submission, "user_id")
                .flatMap(student -> assignment.map(id -> new Work(id, student)))
                .ifPresent(work -> known.put(work, submission));
    }

    /** Where there is nothing to be seen of the work, it is only held if it is known to be posted by hand. */
    boolean isHeld(JsonNode result) {
        Work work = work(result).orElse(null);
        JsonNode submission = known.get(work);
        if (work == null || submission != null) {
            return submission != null
                    && submission.has("posted_at")
                    && submission.path("posted_at").isNull();
        }
        return Fields.flag(assignment(work.assignment()), "post_manually");
    }

    /** Since when the work is posted, as far as that was asked. */
    @Nullable
    String postedAt(JsonNode result) {
        JsonNode submission = known.get(work(result).orElse(null));
        return submission == null || !Fields.has(submission, "posted_at") ? null : Fields.text(submission, "posted_at");
    }

    private Optional<Work> work(JsonNode result) {
        JsonNode links = result.path("links");
        Optional<Long> student = Ids.whole(links, "user");
        return assignmentOf(links)
                .filter(id -> isByHand(assignment(id)))
                .flatMap(id -> student.map(who -> new Work(id, who)));
    }

    private JsonNode assignment(String id) {
        return assignments.getOrDefault(id, MissingNode.getInstance());
    }

    private static boolean isPublished(JsonNode assignment) {
        return !assignment.isMissingNode() && assignment.path("published").asBoolean(true);
    }

    /** Versions that do not tell how grades are posted might post them by hand. */
    private static boolean isByHand(JsonNode assignment) {
        boolean atOnce = assignment.path("post_manually").isBoolean() && !Fields.flag(assignment, "post_manually");
        return !atOnce && !Fields.text(assignment, "grading_type").equals("not_graded");
    }

    /** A question bank that several quizzes draw from belongs to no assignment; newer versions tell it all the same. */
    private Optional<String> assignmentOf(JsonNode links) {
        Optional<String> told = number(ASSIGNMENT, Fields.text(links, "assignment"))
                .or(() -> number(ASSIGNMENT, Fields.text(links, "alignment")));
        return told.or(() -> number(QUIZ, Fields.text(links, "alignment")).flatMap(this::ofQuiz));
    }

    private Optional<String> ofQuiz(String quiz) {
        return assignments.entrySet().stream()
                .filter(entry -> Ids.local(entry.getValue(), "quiz_id")
                        .filter(quiz::equals)
                        .isPresent())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static Optional<String> number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.matches() ? Ids.local(matcher.group(1)) : Optional.empty();
    }
}
