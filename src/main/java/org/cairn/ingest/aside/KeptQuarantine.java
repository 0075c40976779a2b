package org.cairn.ingest.aside;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.cairn.complaint.Complaint;
import org.cairn.complaint.Objection;
import org.cairn.ingest.Feed;
import org.cairn.ingest.Ingestion;
import org.cairn.ingest.MendingRule;
import org.cairn.ingest.Quarantine;
import org.cairn.ingest.inbox.InboxBell;
import org.cairn.ingest.inbox.Incoming;
import org.cairn.ingest.inbox.Stored;
import org.cairn.ingest.meaning.Meanings;
import org.cairn.ingest.meaning.Mending;
import org.cairn.ingest.meaning.Mends;
import org.cairn.ingest.meaning.Sayings;
import org.cairn.ingest.meaning.Sitting;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.ingest.reading.Texts;
import org.cairn.people.Identifier;
import org.cairn.people.LearnerId;
import org.cairn.people.Learners;
import org.cairn.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Mends and replays what is quarantined; large numbers in small transactions, so that nothing else waits for them. */
@Component
class KeptQuarantine implements Quarantine {

    static final int MOST_RULES = 50;

    private static final int SLICE = 500;
    private static final int LOOKED_AT = 200;
    private static final int EXAMPLES = 5;
    private static final int LONGEST_REASON = 500;

    private final JdbcQuarantine rows;
    private final Mending mending;
    private final Meanings meanings;
    private final Learners learners;
    private final InboxBell bell;
    private final TransactionTemplate transactions;
    private final Clock clock;

    KeptQuarantine(
            JdbcQuarantine rows,
            Mending mending,
            Meanings meanings,
            Learners learners,
            InboxBell bell,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.rows = rows;
        this.mending = mending;
        this.meanings = meanings;
        this.learners = learners;
        this.bell = bell;
        this.transactions = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Override
    public List<Group> groups(Feed feed) {
        return rows.groups(feed);
    }

    @Override
    public List<Ingestion.Message> of(Feed feed, @Nullable String reason, int most) {
        return rows.of(feed, reason, most);
    }

    @Override
    public Optional<Ingestion.Message> find(Feed feed, String key) {
        return rows.find(feed, key);
    }

    @Override
    public List<Before> history(Feed feed, String key) {
        return rows.history(feed, key);
    }

    @Override
    public Said tryOut(Feed feed, Ingestion.Message message, String body) {
        return Sayings.of(meanings.begin().believed(stored(feed, message), Mends.apply(rules(feed), body)));
    }

    private static Stored stored(Feed feed, Ingestion.Message message) {
        return new Stored(
                message.platform(),
                message.feed(),
                feed.kind(),
                message.key(),
                message.type(),
                message.body(),
                message.receivedAt(),
                0,
                false,
                null);
    }

    @Override
    public boolean mend(Feed feed, String key, String body, String by) {
        if (body.length() > Incoming.MOST_CHARACTERS) {
            throw Objection.of("mend.long");
        }
        try {
            StrictJson.read(body);
        } catch (StrictJson.Unreadable e) {
            throw new Objection(e.why());
        }
        Instant now = clock.instant();
        return in(status ->
                        rows.rewrite(feed, key, Texts.storable(body), by, now) ? rows.wait(feed, List.of(key), now) : 0)
                > 0;
    }

    @Override
    public int replay(Feed feed, Collection<String> keys) {
        DueTimes due = new DueTimes();
        return slices(List.copyOf(keys), slice -> rows.wait(feed, slice, due.first(slice.size(), clock.instant())));
    }

    @Override
    public int replay(Feed feed, @Nullable String reason) {
        return replay(feed, rows.keys(feed, reason));
    }

    /** Has everything tried again that is quarantined for reasons of this code that speak of something. */
    void replayCode(Feed feed, String code) {
        replay(feed, rows.keysOf(feed, code));
    }

    /** How many messages are quarantined for such reasons, by what these speak of first. */
    Map<String, Long> about(Feed feed, String code) {
        Map<String, Long> messages = new TreeMap<>();
        rows.reasons(feed, code)
                .forEach((reason, count) ->
                        messages.merge(Complaint.read(reason).getFirst().about().getFirst(), count, Long::sum));
        return messages;
    }

    @Override
    public int dismiss(Feed feed, Collection<String> keys, String why, String by) {
        String kept = dismissed(by, why).text();
        return slices(List.copyOf(keys), slice -> rows.dismiss(feed, slice, kept));
    }

    private static Complaint dismissed(String by, String why) {
        int room = LONGEST_REASON - Complaint.of(DISMISSED, by, "").text().length();
        return Complaint.of(DISMISSED, by, String.valueOf(Texts.clean(why, room)));
    }

    @Override
    public int dismiss(Feed feed, @Nullable String reason, String why, String by) {
        return dismiss(feed, rows.keys(feed, reason), why, by);
    }

    @Override
    public int replayAll(Feed feed) {
        DueTimes due = new DueTimes();
        int total = 0;
        String last = "";
        List<String> keys = rows.next(feed, last, SLICE);
        while (!keys.isEmpty()) {
            List<String> slice = keys;
            total += in(status -> rows.again(feed, slice, due.first(slice.size(), clock.instant())));
            last = slice.getLast();
            keys = rows.next(feed, last, SLICE);
        }
        return total;
    }

    private int slices(List<String> keys, Function<List<String>, Integer> work) {
        int total = 0;
        for (int from = 0; from < keys.size(); from += SLICE) {
            List<String> slice = keys.subList(from, Math.min(keys.size(), from + SLICE));
            total += in(status -> work.apply(slice));
        }
        return total;
    }

    private int in(Function<Object, Integer> work) {
        Integer done = transactions.execute(status -> {
            bell.ring();
            return work.apply(status);
        });
        return done == null ? 0 : done;
    }

    @Override
    public List<MendingRule> rules(Feed feed) {
        return mending.standing(feed);
    }

    @Override
    public Preview preview(Feed feed, MendingRule rule) {
        check(rule);
        List<MendingRule> with = new ArrayList<>(rules(feed));
        with.add(rule);
        List<Ingestion.Message> messages = rows.of(feed, null, LOOKED_AT);
        List<Example> mended = new ArrayList<>();
        Sitting sitting = meanings.begin();
        int changed = 0;
        for (Ingestion.Message message : messages) {
            String body = Mends.apply(with, message.body());
            if (!body.equals(Mends.apply(with.subList(0, with.size() - 1), message.body()))) {
                changed++;
                Said said = Sayings.of(sitting.believed(stored(feed, message), body));
                if (said.usable()) {
                    mended.add(new Example(message.key(), message.type(), said));
                }
            }
        }
        return new Preview(
                messages.size(),
                changed,
                mended.size(),
                mended.stream().limit(EXAMPLES).toList());
    }

    private static void check(MendingRule rule) {
        rule.fault().ifPresent(fault -> {
            throw switch (fault) {
                case "at", "put" -> Objection.of("rule.no-pointer", fault);
                case "wanted" -> Objection.of("rule.no-wanted");
                default -> Objection.of("rule.long", fault);
            };
        });
    }

    @Override
    public void add(Feed feed, MendingRule rule) {
        check(rule);
        if (rules(feed).size() >= MOST_RULES) {
            throw Objection.of("rule.many", MOST_RULES);
        }
        MendingRule made = new MendingRule(
                rule.id(),
                feed.id(),
                rule.test(),
                rule.at(),
                rule.wanted(),
                rule.put(),
                rule.value(),
                rule.note(),
                rule.by(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        transactions.executeWithoutResult(status -> mending.add(feed, made));
        mending.changed(feed.id());
    }

    @Override
    public void remove(Feed feed, UUID rule, String by) {
        transactions.executeWithoutResult(status -> mending.remove(feed, rule, by));
        mending.changed(feed.id());
    }

    @Override
    public List<Unknown> parked(Feed feed, int most) {
        return rows.parked(feed, most);
    }

    @Override
    public boolean isSame(Feed feed, Identifier unknown, LearnerId learner) {
        List<Identifier> known = learners.identifiers(feed.platform(), learner);
        boolean linked = !known.isEmpty()
                && learner.equals(
                        learners.know(feed.platform(), new Person(Set.of(unknown, known.getFirst()), null, null)));
        return linked
                && learner.equals(learners.whoAre(feed.platform(), List.of(List.of(unknown)))
                        .get(List.of(unknown)));
    }
}
