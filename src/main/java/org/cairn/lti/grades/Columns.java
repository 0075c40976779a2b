package org.cairn.lti.grades;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.cairn.lti.ColumnOpened;
import org.cairn.lti.Gradebook.Trouble;
import org.cairn.lti.service.NextPage;
import org.cairn.lti.service.ServiceRefused;
import org.cairn.net.Outbound;
import org.cairn.net.Servers;
import org.cairn.platform.Family;
import org.cairn.platform.Platform;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Opens columns: finds the one that is there, or has the platform make one (AGS 2.0 section 3.2). No platform notices
 * that it is asked for the same column twice, so each is looked up before it is asked for, also after an answer that
 * never came.
 */
@Component
class Columns {

    private static final Logger LOG = LoggerFactory.getLogger(Columns.class);
    static final String ITEM = "application/vnd.ims.lis.v2.lineitem+json";
    static final String ITEMS = "application/vnd.ims.lis.v2.lineitemcontainer+json";
    private static final int MOST_PAGES = 50;
    private static final int LONGEST_TITLE = 255;
    private static final int LONGEST_URL = 2_000;
    /** A platform that was asked to make a column and did not answer may still be at it, as long as its server lets it. */
    private static final Duration SETTLING = Duration.ofSeconds(30);

    private final GradeCalls calls;
    private final JdbcColumns columns;
    private final JdbcScores scores;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Columns(
            GradeCalls calls,
            JdbcColumns columns,
            JdbcScores scores,
            ApplicationEventPublisher events,
            TransactionTemplate transactions,
            Clock clock) {
        this.calls = calls;
        this.columns = columns;
        this.scores = scores;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A column as the platform describes it. */
    private record Item(
            URI url,
            @Nullable String label,
            @Nullable String resourceId,
            @Nullable String tag) {
        boolean isFor(StoredColumn column) {
            return column.resourceId().equals(resourceId);
        }
    }

    /** Says that an answer was none that could be used. */
    private static final class Odd extends Exception {
        Odd(String message) {
            super(message);
        }
    }

    /** Says that the platform answered with something else than success. */
    private static final class Refusal extends Exception {
        private final transient Verdict verdict;

        Refusal(Verdict verdict) {
            super("refused", null, false, false);
            this.verdict = verdict;
        }
    }

    Verdict open(Platform platform, StoredColumn column, CourseGrades grades) {
        Instant asked = column.askedAt();
        if (asked != null && clock.instant().isBefore(asked.plus(SETTLING))) {
            write(() -> columns.postpone(column, column.failures(), column.trouble(), asked.plus(SETTLING)));
            return new Verdict.Done();
        }
        try {
            return column.lineItem() == null ? findOrMake(platform, column, grades) : adopt(platform, column, grades);
        } catch (Refusal e) {
            return e.verdict instanceof Verdict.LearnerEnds || isGone(e.verdict)
                    ? new Verdict.ColumnEnds(column.lineItem() == null ? Trouble.REFUSED : Trouble.GONE)
                    : e.verdict;
        } catch (GradeCalls.Unanswered e) {
            warn(column, e);
            return e.verdict();
        } catch (Odd | ServiceRefused e) {
            warn(column, e);
            return new Verdict.Retry(false);
        }
    }

    private static void warn(StoredColumn column, Exception why) {
        LOG.warn(
                "The column for {} in course {} could not be opened: {}",
                column.badge(),
                column.course().value(),
                why.getMessage());
    }

    private static boolean isGone(Verdict verdict) {
        return verdict instanceof Verdict.ColumnEnds ends && ends.trouble() == Trouble.GONE;
    }

    private Verdict findOrMake(Platform platform, StoredColumn column, CourseGrades grades)
            throws Odd, Refusal, ServiceRefused, GradeCalls.Unanswered {
        URI lineItems = grades.lineItems();
        String scope = grades.looking();
        if (lineItems == null) {
            return new Verdict.ColumnEnds(Trouble.NO_SERVICE);
        }
        if (scope == null || !grades.mayWrite(platform.family())) {
            return new Verdict.ColumnEnds(Trouble.NO_SCOPE);
        }
        List<Item> found = find(platform, column, lineItems, scope);
        if (!found.isEmpty()) {
            return opened(column, found.getFirst(), found.size() - 1);
        }
        return grades.mayMakeColumns() ? make(platform, column, lineItems) : new Verdict.ColumnEnds(Trouble.NO_SCOPE);
    }

    /** A platform need not heed the filter, so what it answers is looked through. */
    private List<Item> find(Platform platform, StoredColumn column, URI lineItems, String scope)
            throws Odd, Refusal, ServiceRefused, GradeCalls.Unanswered {
        URI asked = Urls.with(lineItems, "resource_id", column.resourceId());
        // Moodle writes links to next pages wrongly once it is asked for pages
        Optional<URI> page = Optional.of(platform.family() == Family.CANVAS ? Urls.with(asked, "limit", "100") : asked);
        Set<URI> seen = new HashSet<>();
        List<Item> found = new ArrayList<>();
        while (page.isPresent()) {
            if (!seen.add(page.get()) || seen.size() > MOST_PAGES) {
                throw new Odd("the list of columns does not end.");
            }
            Outbound.Answer answer = calls.get(platform, scope, page.get(), ITEMS);
            check(answer);
            items(answer, lineItems).stream().filter(item -> item.isFor(column)).forEach(found::add);
            page = NextPage.after(page.get(), answer);
        }
        // one that has the tag too was made for this, whatever else has the same resource id
        found.sort((one, other) ->
                Boolean.compare(StoredColumn.TAG.equals(other.tag()), StoredColumn.TAG.equals(one.tag())));
        return found.stream().distinct().toList();
    }

    private void check(Outbound.Answer answer) throws Refusal {
        Verdict verdict = Verdict.of(answer);
        if (!(verdict instanceof Verdict.Done)) {
            throw new Refusal(verdict);
        }
    }

    private Verdict make(Platform platform, StoredColumn column, URI lineItems)
            throws Odd, Refusal, GradeCalls.Unanswered {
        write(() -> columns.asked(column, clock.instant().truncatedTo(ChronoUnit.MICROS)));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("label", column.title());
        body.put("scoreMaximum", 100);
        body.put("resourceId", column.resourceId());
        body.put("tag", StoredColumn.TAG);
        Outbound.Answer answer = calls.post(platform, CourseGrades.LINE_ITEM, lineItems, ITEM, body);
        check(answer);
        Item made = item(read(answer), lineItems)
                .orElseThrow(() -> new Odd("the answer to a new column does not say where it is."));
        return opened(column, made, 0);
    }

    /** A launch told where the column is; what it is called is asked where that is granted. */
    private Verdict adopt(Platform platform, StoredColumn column, CourseGrades grades)
            throws Odd, Refusal, GradeCalls.Unanswered {
        URI url = Objects.requireNonNull(column.lineItem());
        String scope = grades.looking();
        if (!grades.mayWrite(platform.family())) {
            return new Verdict.ColumnEnds(Trouble.NO_SCOPE);
        }
        if (scope == null) {
            return opened(column, new Item(url, null, null, null), 0);
        }
        Outbound.Answer answer = calls.get(platform, scope, url, ITEM);
        check(answer);
        String label = text(read(answer), "label");
        return opened(column, new Item(url, label, null, null), 0);
    }

    private Verdict opened(StoredColumn column, Item item, int duplicates) {
        String label = item.label();
        String title = label == null || label.isBlank() ? column.title() : label;
        if (duplicates > 0) {
            LOG.warn(
                    "Course {} has {} more columns for {}; the first is used.",
                    column.course().value(),
                    duplicates,
                    column.badge());
        }
        write(() -> {
            // due at once: what stands there is read before anything is written
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            if (columns.open(column, item.url(), title, duplicates, now)) {
                if (column.isAnotherAt(item.url())) {
                    scores.afresh(column, now);
                }
                events.publishEvent(new ColumnOpened(column.course(), column.badge(), title));
            }
        });
        return new Verdict.Done();
    }

    private void write(Runnable change) {
        transactions.executeWithoutResult(status -> change.run());
    }

    private JsonNode read(Outbound.Answer answer) throws Odd {
        try {
            return calls.read(answer);
        } catch (JacksonException e) {
            throw new Odd("the answer is not JSON.");
        }
    }

    private List<Item> items(Outbound.Answer answer, URI container) throws Odd {
        JsonNode list = read(answer);
        if (!list.isArray()) {
            throw new Odd("the answer is no list of columns.");
        }
        return list.valueStream()
                .flatMap(node -> item(node, container).stream())
                .toList();
    }

    /** A column on another server than its list is none that gets a token. */
    private static Optional<Item> item(JsonNode node, URI container) {
        String id = text(node, "id");
        if (id == null || id.length() > LONGEST_URL) {
            return Optional.empty();
        }
        try {
            URI url = container.resolve(id);
            return Servers.isSame(url, container) && url.getRawFragment() == null
                    ? Optional.of(new Item(url, text(node, "label"), text(node, "resourceId"), text(node, "tag")))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isString()) {
            return null;
        }
        StringBuilder clean = new StringBuilder();
        value.asString()
                .codePoints()
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE)
                .limit(name.equals("label") ? LONGEST_TITLE / 2 : LONGEST_URL)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
