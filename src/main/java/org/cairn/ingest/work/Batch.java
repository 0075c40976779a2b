package org.cairn.ingest.work;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.cairn.complaint.Complaint;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.EvidenceLog;
import org.cairn.evidence.KnownActivities;
import org.cairn.evidence.KnownActivity;
import org.cairn.ingest.CourseStirred;
import org.cairn.ingest.Ingestion;
import org.cairn.ingest.Ingestion.State;
import org.cairn.ingest.aside.Parking;
import org.cairn.ingest.aside.Retelling;
import org.cairn.ingest.forgetting.Latecomers;
import org.cairn.ingest.inbox.Stored;
import org.cairn.ingest.meaning.Meanings;
import org.cairn.ingest.meaning.Mending;
import org.cairn.ingest.meaning.Sitting;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.Timed;
import org.cairn.people.Identifier;
import org.cairn.people.LearnerId;
import org.cairn.people.Learners;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.cairn.platform.Platforms;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Turns claimed messages into evidence, in the caller's transaction. */
@Component
class Batch {

    /** A message just parked is looked at again soon: its person may have become known in the same moment. */
    static final Duration FIRST_LOOK = Duration.ofSeconds(30);

    private static final String PARKED = Complaint.of("message.parked").text();
    private static final int LONGEST_SOURCE = 255;

    private final Learners learners;
    private final Platforms platforms;
    private final Meanings meanings;
    private final Enrolments enrolments;
    private final EvidenceLog log;
    private final KnownActivities activities;
    private final JdbcClaims inbox;
    private final Parking parking;
    private final Latecomers latecomers;
    private final Mending mending;
    private final Retelling retelling;
    private final Bystanders bystanders;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Batch(
            Learners learners,
            Platforms platforms,
            Meanings meanings,
            Enrolments enrolments,
            EvidenceLog log,
            KnownActivities activities,
            JdbcClaims inbox,
            Parking parking,
            Latecomers latecomers,
            Mending mending,
            Retelling retelling,
            Bystanders bystanders,
            ApplicationEventPublisher events,
            Clock clock) {
        this.learners = learners;
        this.platforms = platforms;
        this.meanings = meanings;
        this.enrolments = enrolments;
        this.log = log;
        this.activities = activities;
        this.inbox = inbox;
        this.parking = parking;
        this.latecomers = latecomers;
        this.mending = mending;
        this.retelling = retelling;
        this.bystanders = bystanders;
        this.events = events;
        this.clock = clock;
    }

    /** What the messages of one batch say, sorted by what has to be done. */
    private static final class Said {
        private final Sitting sitting;
        private final Map<Stored, Translation.Observed> observed = new LinkedHashMap<>();
        private final List<KnownActivity> activities = new ArrayList<>();
        private final List<Outcome> outcomes = new ArrayList<>();
        private final Set<CourseStirred> stirred = new LinkedHashSet<>();

        private Said(Sitting sitting) {
            this.sitting = sitting;
        }
    }

    /** @throws Sitting.Outdated when the same messages are to be read once more, in another transaction */
    void process(List<Stored> messages) {
        retelling.takeBack(messages.stream().filter(Stored::again).toList());
        Said said = new Said(meanings.begin());
        messages.forEach(message -> hear(message, said));
        Map<PlatformId, List<Stored>> byPlatform =
                said.observed.keySet().stream().collect(Collectors.groupingBy(Stored::platform));
        byPlatform.forEach((platform, theirs) -> attribute(platform, theirs, said));
        activities.learn(said.activities);
        said.sitting.hold();
        settle(said.outcomes);
        mending.note(said.outcomes.stream()
                .filter(Outcome::isRead)
                .map(Outcome::message)
                .toList());
        said.stirred.forEach(events::publishEvent);
    }

    /** Writes down what became of messages. */
    void settle(List<Outcome> outcomes) {
        inbox.settle(outcomes);
        bystanders.show(outcomes);
    }

    /** People are made known first, so that what the same batch says of them finds them. */
    private void hear(Stored message, Said said) {
        hear(message, said.sitting.of(message), said);
    }

    private void hear(Stored message, Translation translation, Said said) {
        switch (translation) {
            case Translation.Asking asking -> {
                said.stirred.add(new CourseStirred(message.platform(), asking.course()));
                hear(message, asking.what(), said);
            }
            case Translation.Observed observed -> {
                said.observed.put(message, observed);
                said.activities.addAll(observed.activities());
            }
            case Translation.CourseNamed named -> {
                enrolments.rename(message.platform(), named);
                said.outcomes.add(Outcome.done(message));
            }
            case Translation.PersonKnown known -> {
                said.outcomes.add(learners.hear(message.platform(), known.person())
                        .map(learner -> enrolments
                                .apply(message.platform(), learner, known)
                                .map(reason -> Outcome.ignored(message, reason.text()))
                                .orElseGet(() -> Outcome.done(message)))
                        .orElseGet(() -> dropped(message)));
            }
            case Translation.ActivityKnown known -> {
                said.activities.add(known.activity());
                said.outcomes.add(Outcome.done(message));
            }
            case Translation.CourseFilled filled -> {
                events.publishEvent(filled.copied());
                said.outcomes.add(Outcome.done(message));
            }
            case Translation.Withdrawn withdrawn -> said.outcomes.add(withdraw(message, withdrawn.key(), said));
            case Translation.Ignored ignored ->
                said.outcomes.add(Outcome.ignored(message, ignored.reason().text()));
            case Translation.Unusable unusable ->
                said.outcomes.add(Outcome.quarantined(message, unusable.reason().text()));
        }
    }

    /**
     * In two rounds: the message that is taken back may come in this very moment. Once the first round is committed,
     * whoever translates that message sees that it counts no more; if it was there before, its person is looked at.
     */
    private Outcome withdraw(Stored message, String key, Said said) {
        InstitutionId institution = message.platform().institution();
        Set<LearnerId> whose = message.tries() == 0
                ? Set.of()
                : inbox.find(institution, message.feed(), key)
                        .map(it -> about(it, said))
                        .orElse(Set.of());
        log.withdraw(institution, key, whose);
        return message.tries() == 0 ? Outcome.again(message) : Outcome.done(message);
    }

    /** Who a message is about, as far as they are known. */
    private Set<LearnerId> about(Stored message, Said said) {
        if (!(said.sitting.of(message) instanceof Translation.Observed observed)) {
            return Set.of();
        }
        // it may still lie under the account
        Set<LearnerId> about = new LinkedHashSet<>();
        List<List<Identifier>> who = List.of(observed.who());
        about.addAll(learners.whoAre(message.platform(), who).values());
        about.addAll(learners.accountsOf(message.platform(), who).values());
        return about;
    }

    private void attribute(PlatformId platform, List<Stored> messages, Said said) {
        List<List<Identifier>> named = messages.stream()
                .map(message -> observed(message, said).who())
                .distinct()
                .toList();
        // under the account, not the person: should the two be parted again, it stays with the account
        Map<List<Identifier>, LearnerId> known = learners.accountsOf(platform, named);
        List<List<Identifier>> unknown =
                named.stream().filter(who -> !known.containsKey(who)).toList();
        Set<List<Identifier>> erased = unknown.isEmpty() ? Set.of() : learners.dropErased(platform, unknown);
        String source = source(platform);
        List<Evidence> evidence = new ArrayList<>();
        Map<Stored, List<Identifier>> parked = new LinkedHashMap<>();
        Instant firstLook = clock.instant().plus(FIRST_LOOK);
        for (Stored message : messages) {
            Translation.Observed observed = observed(message, said);
            LearnerId learner = known.get(observed.who());
            if (learner == null && erased.contains(observed.who())) {
                said.outcomes.add(dropped(message));
            } else if (learner == null) {
                parked.put(message, observed.who());
                said.outcomes.add(park(message, firstLook));
            } else {
                evidence.addAll(evidence(message, observed, learner, source));
                said.outcomes.add(Outcome.done(message));
            }
        }
        log.append(evidence);
        parking.park(parked);
    }

    private static Translation.Observed observed(Stored message, Said said) {
        return java.util.Objects.requireNonNull(said.observed.get(message));
    }

    private Outcome dropped(Stored message) {
        latecomers.empty(message);
        return Outcome.ignored(message, Ingestion.ERASED);
    }

    private static Outcome park(Stored message, Instant firstLook) {
        return new Outcome(message, State.PARKED, PARKED, 0, firstLook);
    }

    private String source(PlatformId platform) {
        String name = platforms.find(platform).map(Platform::name).orElse("unknown");
        String source = "feed:" + name;
        return source.length() <= LONGEST_SOURCE ? source : source.substring(0, LONGEST_SOURCE);
    }

    private static List<Evidence> evidence(
            Stored message, Translation.Observed observed, LearnerId learner, String source) {
        List<Evidence> evidence = new ArrayList<>();
        int number = 0;
        List<Timed> all = new ArrayList<>();
        observed.what().forEach(what -> all.add(new Timed(observed.at(), what)));
        all.addAll(observed.besides());
        for (Timed one : all) {
            evidence.add(new Evidence(
                    learner, message.key() + ":" + number++, one.what(), one.at(), message.receivedAt(), source));
        }
        return evidence;
    }
}
