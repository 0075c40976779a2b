package org.cairn.ingest.xapi.terms;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cairn.ingest.Feed;
import org.cairn.ingest.inbox.KeptMessages;
import org.cairn.ingest.inbox.KeptMessages.Kept;
import org.cairn.ingest.inbox.KeptMessages.Place;
import org.cairn.ingest.inbox.KeptMessages.Range;
import org.cairn.ingest.xapi.terms.JdbcTerms.Reading;
import org.springframework.stereotype.Component;

/**
 * Gives the messages among which those that somebody looks for are: those that have one of the terms or too many, and of what waits to
 * be worked off all. Until a feed was read for the first time, and while much waits, these are all its messages.
 */
@Component
public class Candidates {

    /** So many of an institution's waiting messages are looked through for those of one feed. */
    static final int MOST_WAITING = 1_000;

    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::at).thenComparing(Place::key);

    private final JdbcTerms rows;
    private final KeptMessages messages;
    private final FirstReading reading;

    Candidates(JdbcTerms rows, KeptMessages messages, FirstReading reading) {
        this.rows = rows;
        this.messages = messages;
        this.reading = reading;
    }

    /**
     * Some messages.
     *
     * @param isLast true where there are no more
     */
    public record Page(List<Kept> messages, boolean isLast) {}

    /** Up to {@code most} messages in the order asked for, with one of these terms. */
    public Page page(Feed feed, List<Long> terms, Range range, int most) {
        if (isRead(feed) && !messages.isBehind(feed.platform().institution(), MOST_WAITING)) {
            Page page = pageOf(feed, terms, range, most);
            // terms may have been thrown away in the middle of it
            if (isRead(feed)) {
                return page;
            }
        }
        List<Kept> page = messages.page(feed, range, most);
        return new Page(page, page.size() < most);
    }

    private Page pageOf(Feed feed, List<Long> terms, Range range, int most) {
        Comparator<Place> order = range.ascending() ? ORDER : ORDER.reversed();
        TreeSet<Place> places = new TreeSet<>(order);
        // these first: what is worked off between the two questions is found by the second
        messages.waiting(feed, MOST_WAITING).stream()
                .filter(place -> isWithin(range, place, order))
                .forEach(places::add);
        Set<Long> all = new HashSet<>(terms);
        all.add(Terms.MANY);
        all.forEach(term -> places.addAll(rows.places(feed, term, range, most)));
        return read(feed, places.stream().limit(most).toList(), places.size() < most);
    }

    private boolean isRead(Feed feed) {
        boolean isRead = rows.reading(feed).filter(Reading::complete).isPresent();
        if (!isRead) {
            reading.wanted(feed);
        }
        return isRead;
    }

    private static boolean isWithin(Range range, Place place, Comparator<Place> order) {
        Place after = range.after();
        return place.at().isAfter(range.since())
                && !place.at().isAfter(range.until())
                && (after == null || order.compare(place, after) > 0);
    }

    private Page read(Feed feed, List<Place> places, boolean isLast) {
        Map<String, Kept> found =
                messages.find(feed, places.stream().map(Place::key).toList());
        return new Page(
                places.stream()
                        .map(place -> Optional.ofNullable(found.get(place.key())))
                        .flatMap(Optional::stream)
                        .toList(),
                isLast);
    }
}
