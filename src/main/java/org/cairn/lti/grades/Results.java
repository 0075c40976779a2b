package org.cairn.lti.grades;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.cairn.lti.service.NextPage;
import org.cairn.lti.service.ServiceRefused;
import org.cairn.net.Outbound;
import org.cairn.platform.Family;
import org.cairn.platform.Platform;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads what stands in a column (AGS 2.0 section 3.3), and leaves out what cannot be. */
@Component
class Results {

    private static final Logger LOG = LoggerFactory.getLogger(Results.class);
    private static final String TYPE = "application/vnd.ims.lis.v2.resultcontainer+json";
    private static final int MOST_PAGES = 100;
    private static final double LARGEST = 1e9;
    private static final int DECIMALS = 5;

    private final GradeCalls calls;

    Results(GradeCalls calls) {
        this.calls = calls;
    }

    /**
     * What stands for one person.
     *
     * @param points null where nothing does
     */
    record Result(String sub, @Nullable BigDecimal points, BigDecimal possible) {

        @Nullable
        BigDecimal percent() {
            return points == null ? null : points.movePointRight(2).divide(possible, DECIMALS, RoundingMode.HALF_UP);
        }
    }

    /** The answer to a reading: the verdict is Done when all was read. */
    record Reading(Verdict verdict, List<Result> results) {}

    Reading read(Platform platform, StoredColumn column) throws GradeCalls.Unanswered {
        URI lineItem = Objects.requireNonNull(column.lineItem());
        URI below = Urls.below(lineItem, "results");
        // Moodle breaks when it is asked for pages; it answers all at once
        Optional<URI> page = Optional.of(platform.family() == Family.CANVAS ? Urls.with(below, "limit", "100") : below);
        Set<URI> seen = new HashSet<>();
        List<Result> results = new ArrayList<>();
        try {
            while (page.isPresent()) {
                if (!seen.add(page.get()) || seen.size() > MOST_PAGES) {
                    LOG.warn(
                            "The results of course {} do not end.",
                            column.course().value());
                    return new Reading(new Verdict.Retry(false), results);
                }
                Outbound.Answer answer = calls.get(platform, CourseGrades.RESULT, page.get(), TYPE);
                Verdict verdict = Verdict.of(answer);
                if (!(verdict instanceof Verdict.Done)) {
                    return new Reading(verdict, results);
                }
                JsonNode list = calls.read(answer);
                if (!list.isArray()) {
                    return new Reading(new Verdict.Retry(false), results);
                }
                list.valueStream()
                        .forEach(node -> result(platform, column, node).ifPresent(results::add));
                page = NextPage.after(page.get(), answer);
            }
        } catch (JacksonException | ServiceRefused e) {
            return new Reading(new Verdict.Retry(false), results);
        }
        return new Reading(new Verdict.Done(), results);
    }

    private static Optional<Result> result(Platform platform, StoredColumn column, JsonNode node) {
        String sub = node.path("userId").asString("");
        JsonNode score = node.path("resultScore");
        JsonNode maximum = node.path("resultMaximum");
        if (sub.isBlank() || sub.length() > 255 || !isPlain(sub)) {
            return skipped(column, "it is about nobody");
        }
        String of = node.path("scoreOf").isString() ? node.path("scoreOf").asString() : null;
        if (!Urls.isSameItem(Objects.requireNonNull(column.lineItem()), of)) {
            return skipped(column, "it belongs to another column");
        }
        if (score.isMissingNode() || score.isNull()) {
            // Moodle leaves out a score of 0
            BigDecimal none = platform.family() == Family.MOODLE ? BigDecimal.ZERO : null;
            return Optional.of(new Result(sub, none, new BigDecimal(100)));
        }
        BigDecimal points = number(score);
        BigDecimal possible = maximum.isMissingNode() || maximum.isNull() ? BigDecimal.ONE : number(maximum);
        if (points == null || points.signum() < 0) {
            return skipped(column, "its score is no number of points");
        }
        if (possible == null || possible.signum() <= 0) {
            return skipped(column, "its maximum is no number of points");
        }
        // extra credit counts as all there is
        return Optional.of(new Result(sub, points.min(possible), possible));
    }

    /** Whether a database can be asked for it. */
    private static boolean isPlain(String text) {
        return text.codePoints()
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }

    private static Optional<Result> skipped(StoredColumn column, String why) {
        LOG.warn(
                "A result of the column for {} in course {} was left out: {}.",
                column.badge(),
                column.course().value(),
                why);
        return Optional.empty();
    }

    private static @Nullable BigDecimal number(JsonNode node) {
        if (!node.isNumber()) {
            return null;
        }
        double value = node.asDouble();
        if (!Double.isFinite(value) || Math.abs(value) > LARGEST) {
            return null;
        }
        return BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_UP);
    }
}
