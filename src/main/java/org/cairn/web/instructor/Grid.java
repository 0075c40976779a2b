package org.cairn.web.instructor;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.cairn.award.Award;
import org.cairn.pathway.Badge;
import org.cairn.pathway.BadgeStanding;
import org.cairn.pathway.Catalogue;
import org.cairn.people.Learner;
import org.cairn.people.LearnerId;
import org.cairn.rules.Rule;
import org.cairn.rules.Standing;
import org.cairn.rules.Standing.Reason;
import org.cairn.web.BadgeViews;
import org.cairn.web.Cairn;
import org.cairn.web.Stone;
import org.cairn.web.Titles;
import org.cairn.web.Way;
import org.cairn.web.Words;
import org.jspecify.annotations.Nullable;

/**
 * The class as a grid: students by milestones and badges.
 *
 * @param heads the badges, each over its columns
 * @param columns the milestones of each badge and the badge itself
 */
record Grid(List<Head> heads, List<Column> columns, List<Line> lines) {

    /** A badge over its columns. */
    record Head(String title, int span) {}

    /** One column: a milestone of a badge, or the badge itself where {@code leaf} is null. */
    record Column(String title, Badge badge, @Nullable Rule leaf) {}

    /** One student. */
    record Line(UUID id, String name, List<Cell> cells, boolean near, boolean needsMe, double progress) {}

    /** One cell: a tick in words and shape, or the drawing of a stone. */
    record Cell(
            String state,
            String word,
            String value,
            @Nullable String drawing) {}

    static final Comparator<Line> BY_NAME = Comparator.comparing(Line::name, String.CASE_INSENSITIVE_ORDER);
    static final Comparator<Line> BY_PROGRESS =
            Comparator.comparingDouble(Line::progress).reversed().thenComparing(BY_NAME);

    /** Draws up the grid of these students. */
    static final class Drafting {

        private final Catalogue catalogue;
        private final List<Badge> badges;
        private final Words words;
        private final Instant now;

        Drafting(Catalogue catalogue, List<Badge> badges, Words words, Instant now) {
            this.catalogue = catalogue;
            this.badges = badges;
            this.words = words;
            this.now = now;
        }

        Grid of(
                List<Learner> students,
                Map<LearnerId, List<BadgeStanding>> standings,
                Map<LearnerId, List<Award>> awards) {
            List<Column> columns = new ArrayList<>();
            List<Head> heads = new ArrayList<>();
            List<String> titles =
                    Titles.shortened(badges.stream().map(Badge::title).toList());
            for (Badge badge : badges) {
                int before = columns.size();
                Titles named = Titles.of(badge, catalogue);
                for (Rule leaf : Leaves.ofMilestones(badge.rule())) {
                    columns.add(
                            new Column(named.milestone(Objects.requireNonNull(Leaves.milestone(leaf))), badge, leaf));
                }
                columns.add(new Column(words.say("class.badge"), badge, null));
                heads.add(new Head(titles.get(heads.size()), columns.size() - before));
            }
            List<Line> lines = students.stream()
                    .map(student -> line(
                            student,
                            Way.of(
                                    catalogue,
                                    standings.getOrDefault(student.id(), List.of()),
                                    awards.getOrDefault(student.id(), List.of()),
                                    List.of()),
                            columns))
                    .toList();
            return new Grid(heads, columns, lines);
        }

        private Line line(Learner student, Way way, List<Column> columns) {
            BadgeViews views = new BadgeViews(way, words, now);
            List<Cell> cells =
                    columns.stream().map(column -> cell(way, views, column)).toList();
            List<Badge> open =
                    badges.stream().filter(badge -> !way.holds(badge.key())).toList();
            boolean near = open.stream().anyMatch(badge -> isNear(way, badge));
            boolean needsMe = open.stream().anyMatch(badge -> waitsForMe(way, badge));
            double progress = badges.stream()
                    .mapToDouble(badge -> way.holds(badge.key())
                            ? 1
                            : way.standing(badge.key())
                                    .map(Standing::progress)
                                    .orElse(BigDecimal.ZERO)
                                    .doubleValue())
                    .sum();
            return new Line(student.id().value(), name(student, words), cells, near, needsMe, progress);
        }

        /** One requirement is left of a badge that was begun: nobody is near to what only asks for one thing. */
        private static boolean isNear(Way way, Badge badge) {
            boolean begun = way.standing(badge.key())
                    .filter(standing -> standing.progress().signum() > 0)
                    .isPresent();
            return begun && way.stepsLeft(badge.key()) == 1;
        }

        private boolean waitsForMe(Way way, Badge badge) {
            return way.standing(badge.key()).stream()
                    .flatMap(Leaves::open)
                    .anyMatch(leaf -> Leaves.isForStaff(leaf.rule()));
        }

        private Cell cell(Way way, BadgeViews views, Column column) {
            Rule rule = column.leaf();
            if (rule == null) {
                Stone stone = views.stone(column.badge());
                return new Cell(stone.state().code(), stone.word(), "", Cairn.tiny(stone, stone.word()));
            }
            return way.standing(column.badge().key()).stream()
                    .flatMap(Leaves::of)
                    .filter(leaf -> leaf.rule().equals(rule))
                    .findFirst()
                    .map(this::tick)
                    .orElseGet(() -> new Cell("open", words.say("row.open"), "", null));
        }

        private Cell tick(Standing leaf) {
            return switch (leaf.state()) {
                case MET -> new Cell("met", words.reason(leaf), "", null);
                case IMPOSSIBLE -> new Cell("closed", words.reason(leaf), "", null);
                case NOT_YET -> new Cell("open", words.reason(leaf), value(leaf), null);
            };
        }

        private String value(Standing leaf) {
            return leaf.reason() instanceof Reason.BestScore best && best.share() != null
                    ? words.wholePercent(best.share())
                    : "";
        }
    }

    /** The name of a student, or a word for one whose platform keeps it private. */
    static String name(Learner student, Words words) {
        String name = student.name();
        return name == null || name.isBlank()
                ? words.say("class.unnamed", student.id().value().toString().substring(24))
                : name;
    }
}
