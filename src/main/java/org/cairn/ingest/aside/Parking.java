package org.cairn.ingest.aside;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cairn.ingest.Ingestion;
import org.cairn.ingest.Waiting;
import org.cairn.ingest.inbox.InboxBell;
import org.cairn.ingest.inbox.Stored;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifiersLearned;
import org.cairn.people.LearnerErased;
import org.cairn.people.Learners;
import org.cairn.people.NamesSpread;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Brings parked messages back when their person becomes known: at once, when we are told, and by looking again from
 * time to time, because a message may be parked in the very moment in which its person becomes known elsewhere.
 */
@Component
public class Parking implements Waiting {

    public static final int MOST_PER_LOOK = 500;

    private static final Duration SECOND_LOOK = Duration.ofHours(1);
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);
    private static final int MOST_DOUBLINGS = 14;

    private final JdbcParking parking;
    private final Learners learners;
    private final InboxBell bell;
    private final Clock clock;

    Parking(JdbcParking parking, Learners learners, InboxBell bell, Clock clock) {
        this.parking = parking;
        this.learners = learners;
        this.bell = bell;
        this.clock = clock;
    }

    @Override
    public List<Under> names(InstitutionId institution, int most) {
        return parking.waiting(institution, most);
    }

    /** Keeps in mind whom messages wait for, which is the caller's to settle as parked, in the caller's transaction. */
    public void park(Map<Stored, List<Identifier>> messages) {
        parking.park(messages);
    }

    /** Runs in the transaction that stores the identifiers. */
    @EventListener
    void on(IdentifiersLearned learned) {
        List<JdbcParking.Parked> messages = parking.under(learned.platform(), learned.identifiers());
        if (!messages.isEmpty()) {
            parking.release(messages, clock.instant());
            bell.ring();
        }
    }

    /** Another platform told of these, and the two are trusted to have the same ones. */
    @EventListener
    void on(NamesSpread spread) {
        List<JdbcParking.Parked> messages = parking.under(spread.platform(), spread.identifiers());
        if (!messages.isEmpty()) {
            parking.release(messages, clock.instant());
            bell.ring();
        }
    }

    /** What waits under the names of somebody who is to be forgotten waits no longer, and says nothing any more. */
    @EventListener
    @Order(0)
    void on(LearnerErased erased) {
        erased.names().forEach((platform, names) -> {
            List<JdbcParking.Parked> under = parking.under(platform, names);
            Map<JdbcParking.Parked, List<Identifier>> named =
                    parking.identifiers(erased.person().institution(), under);
            parking.drop(
                    under.stream()
                            .filter(message -> erased.isMeant(platform, named.getOrDefault(message, List.of())))
                            .toList(),
                    Ingestion.ERASED);
        });
    }

    /** Looks at the parked messages whose turn has come, in the caller's transaction, and tells how many those were. */
    public int lookAgain(InstitutionId institution) {
        Instant now = clock.instant();
        List<JdbcParking.Parked> due = parking.due(institution, MOST_PER_LOOK, now);
        if (due.isEmpty()) {
            return 0;
        }
        Map<JdbcParking.Parked, List<Identifier>> identifiers = parking.identifiers(institution, due);
        List<JdbcParking.Parked> known = new ArrayList<>();
        due.stream()
                .collect(Collectors.groupingBy(JdbcParking.Parked::platform))
                .forEach((platform, theirs) -> known.addAll(known(platform, theirs, identifiers)));
        parking.release(known, now);
        Map<JdbcParking.Parked, Instant> putOff = new LinkedHashMap<>();
        due.stream()
                .filter(message -> !known.contains(message))
                .forEach(message -> putOff.put(message, now.plus(pause(message.tries()))));
        parking.putOff(putOff);
        if (!known.isEmpty()) {
            bell.ring();
        }
        return due.size();
    }

    private List<JdbcParking.Parked> known(
            PlatformId platform,
            List<JdbcParking.Parked> messages,
            Map<JdbcParking.Parked, List<Identifier>> identifiers) {
        var people = learners.whoAre(
                platform, messages.stream().map(identifiers::get).distinct().toList());
        return messages.stream()
                .filter(message -> people.containsKey(identifiers.get(message)))
                .toList();
    }

    /**
     * Longer and longer, up to a day: the first look has closed the race, and whoever becomes known later releases their
     * messages at that moment.
     */
    private static Duration pause(int tries) {
        Duration pause = SECOND_LOOK.multipliedBy(1L << Math.min(tries, MOST_DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
