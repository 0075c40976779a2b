package org.cairn.people;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.cairn.complaint.Complaint;
import org.cairn.database.Text;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.cairn.vault.Ids;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Links and parts accounts, each in one transaction of all rooms. */
@Component
class LinkedAccounts implements Links {

    private static final int TRIES = 5;

    private final JdbcLinks rows;
    private final JdbcPeople people;
    private final JdbcLearners learners;
    private final JdbcTrustedIds trusted;
    private final Joining joining;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;
    private final Clock clock;

    LinkedAccounts(
            JdbcLinks rows,
            JdbcPeople people,
            JdbcLearners learners,
            JdbcTrustedIds trusted,
            Joining joining,
            ApplicationEventPublisher events,
            TransactionTemplate transactions,
            Clock clock) {
        this.rows = rows;
        this.people = people;
        this.learners = learners;
        this.trusted = trusted;
        this.joining = joining;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public List<Learner> search(InstitutionId institution, String text, int most) {
        return people.search(institution, text.strip(), most);
    }

    @Override
    public Optional<LearnerId> person(LearnerId account) {
        return rows.person(account);
    }

    @Override
    public List<Account> accounts(LearnerId person) {
        return rows.accounts(person).stream()
                .map(account -> people.account(account, account.equals(person)))
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public List<Link> history(LearnerId person) {
        return rows.history(person);
    }

    @Override
    public LearnerId link(LearnerId one, LearnerId other, How how, String why, String by) {
        if (!one.institution().equals(other.institution())) {
            throw new NotPossible(Complaint.of("link.two-institutions"));
        }
        Joining.Reason reason = new Joining.Reason(how, why(why), by);
        for (int i = 0; i < TRIES; i++) {
            Optional<LearnerId> person = Objects.requireNonNull(
                    transactions.execute(status -> tryToLink(leading(one), leading(other), reason)));
            if (person.isPresent()) {
                return person.get();
            }
        }
        throw new IllegalStateException("These people are being linked by many at once.");
    }

    private Optional<LearnerId> tryToLink(LearnerId one, LearnerId other, Joining.Reason reason) {
        if (one.equals(other)) {
            return Optional.of(one);
        }
        if (!rows.holdLeading(List.of(one, other))) {
            return Optional.empty();
        }
        boolean oneFirst = !rows.knownSince(other).isBefore(rows.knownSince(one));
        LearnerId into = oneFirst ? one : other;
        joining.link(oneFirst ? other : one, into, reason, now());
        return Optional.of(into);
    }

    private LearnerId leading(LearnerId account) {
        return rows.person(account).orElseThrow(() -> new NotPossible(Complaint.of("link.nobody")));
    }

    /** Somebody may link this person while we wait for them. */
    private LearnerId heldLeading(LearnerId learner) {
        LearnerId person = leading(learner);
        while (!rows.holdLeading(List.of(person))) {
            person = leading(learner);
        }
        return person;
    }

    @Override
    public void unlink(LearnerId account, String why, String by) {
        transactions.executeWithoutResult(status -> {
            LearnerId person = leading(account);
            rows.held(person);
            List<LearnerId> accounts = rows.accounts(person);
            if (accounts.size() < 2
                    || !accounts.contains(account)
                    || !leading(account).equals(person)) {
                throw new NotPossible(Complaint.of("link.alone"));
            }
            if (account.equals(person)) {
                partTheLeading(person, accounts.subList(1, accounts.size()), why(why), by);
            } else {
                joining.part(account, person);
                rows.noteUndone(account, why(why), by, now());
            }
        });
    }

    /** All others leave it; those who are still one person then are linked anew, on the grounds they had. */
    private void partTheLeading(LearnerId person, List<LearnerId> others, String why, String by) {
        List<Link> grounds = rows.history(person);
        List<LearnerId> leaving = new ArrayList<>(others);
        leaving.forEach(account -> joining.part(account, person));
        LearnerId next = leaving.getFirst();
        leaving.forEach(account -> rows.noteUndone(account, why, by, now()));
        for (LearnerId account : leaving.subList(1, leaving.size())) {
            Joining.Reason reason = grounds.stream()
                    .filter(link -> link.undoneAt() == null && link.account().equals(account))
                    .findFirst()
                    .map(link -> new Joining.Reason(link.how(), link.why(), link.by()))
                    .orElse(new Joining.Reason(How.ADMIN, why, by));
            joining.link(account, next, reason, now());
        }
    }

    @Override
    public void give(LearnerId learner, PlatformId platform, Identifier identifier, String by) {
        if (!platform.institution().equals(learner.institution())
                || Recognition.isAddress(identifier.kind())
                || Recognition.usable(List.of(identifier)).isEmpty()) {
            throw new NotPossible(Complaint.of("link.no-name"));
        }
        transactions.executeWithoutResult(status -> {
            LearnerId person = heldLeading(learner);
            LearnerId account = accountOn(platform, person).orElseGet(() -> open(person, by));
            if (!learners.claim(platform, identifier, account) && !take(platform, identifier, account, person)) {
                throw new NotPossible(Complaint.of("link.taken"));
            }
            events.publishEvent(new IdentifiersLearned(platform, person, Set.of(identifier)));
        });
    }

    /** A student number or user name that their platform said of them too, when somebody else had it. */
    private boolean take(PlatformId platform, Identifier identifier, LearnerId account, LearnerId person) {
        boolean theirs = trusted.settleReuse(identifier, rows.accounts(person));
        if (theirs) {
            learners.pass(platform, identifier, account);
        }
        return theirs;
    }

    private Optional<LearnerId> accountOn(PlatformId platform, LearnerId person) {
        return rows.accounts(person).stream()
                .filter(account -> {
                    Set<PlatformId> known = rows.platforms(List.of(account));
                    return known.isEmpty() || known.contains(platform);
                })
                .findFirst();
    }

    /** An account of each platform, so that it can be parted again. */
    private LearnerId open(LearnerId person, String by) {
        LearnerId account = new LearnerId(person.institution(), Ids.next());
        learners.add(account, null, null, now());
        joining.link(account, person, new Joining.Reason(How.ADMIN, "", by), now());
        return account;
    }

    private static String why(String why) {
        String clean = Text.clean(why, LONGEST_WHY);
        return clean == null ? "" : clean;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
