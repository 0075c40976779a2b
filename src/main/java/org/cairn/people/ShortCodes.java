package org.cairn.people;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.platform.PlatformId;
import org.cairn.vault.Tokens;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Codes short enough to be typed: ten signs that are not mistaken for each other, good for minutes and for few guesses. */
@Component
class ShortCodes implements LinkCodes {

    private static final String SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private static final int LENGTH = 10;
    private static final int MOST_MISSES = 10;
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int MOST_REMEMBERED = 10_000;

    private record Misses(int count, Instant until) {}

    private final JdbcLinkCodes rows;
    private final Links links;
    private final SharedIds ids;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<LearnerId, Misses> misses = new ConcurrentHashMap<>();

    ShortCodes(JdbcLinkCodes rows, Links links, SharedIds ids, TransactionTemplate transactions, Clock clock) {
        this.rows = rows;
        this.links = links;
        this.ids = ids;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public String make(LearnerId who, PlatformId here) {
        StringBuilder code = new StringBuilder();
        random.ints(LENGTH, 0, SIGNS.length()).forEach(sign -> code.append(SIGNS.charAt(sign)));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        transactions.executeWithoutResult(
                status -> rows.replace(who, here, digest(code.toString()), now.plus(LIFETIME), now));
        return code.substring(0, LENGTH / 2) + "-" + code.substring(LENGTH / 2);
    }

    @Override
    public Optional<Offer> look(LearnerId who, String code) {
        Misses before = misses.get(who);
        if (before != null && before.count() >= MOST_MISSES && clock.instant().isBefore(before.until())) {
            throw new TooManyGuesses();
        }
        Optional<Offer> offer = rows.find(who.institution(), digest(code), clock.instant())
                .flatMap(found -> links.person(found.account()).map(person -> new Offer(person, found.platform())))
                .filter(found -> !found.person().equals(who));
        if (offer.isEmpty()) {
            missed(who);
        }
        offer.flatMap(found -> ids.against(who, found.person())).ifPresent(why -> {
            throw new Contradicted(why);
        });
        return offer;
    }

    private void missed(LearnerId learner) {
        Instant now = clock.instant();
        if (misses.size() >= MOST_REMEMBERED) {
            misses.values().removeIf(old -> !now.isBefore(old.until()));
        }
        misses.merge(
                learner,
                new Misses(1, now.plus(WINDOW)),
                (old, fresh) -> now.isBefore(old.until()) ? new Misses(old.count() + 1, old.until()) : fresh);
    }

    @Override
    public Optional<LearnerId> confirm(LearnerId who, String code) {
        Optional<Offer> offer = look(who, code);
        return offer.filter(found ->
                        Boolean.TRUE.equals(transactions.execute(status -> rows.use(who.institution(), digest(code)))))
                .map(found -> links.link(
                        who,
                        found.person(),
                        Links.How.CONFIRMED,
                        "",
                        who.value().toString()));
    }

    /** However it was typed. */
    private static String digest(String code) {
        return Tokens.digest("link " + code.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", ""));
    }
}
