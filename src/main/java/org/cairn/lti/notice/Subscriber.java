package org.cairn.lti.notice;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import org.cairn.complaint.Complaint;
import org.cairn.lti.Checkups;
import org.cairn.lti.Contact;
import org.cairn.lti.Notices;
import org.cairn.lti.service.ServiceCalls;
import org.cairn.lti.service.ServiceRefused;
import org.cairn.net.Outbound;
import org.cairn.net.PublicUrl;
import org.cairn.platform.Institution;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.cairn.vault.Untold;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks platforms to send us notices (Platform Notification Service 1.0 section 3.2), each type once for each deployment:
 * again when our address changed, every 30 days in case the platform forgot, and with growing pauses while it refuses.
 */
@Component
class Subscriber {

    static final String SCOPE = "https://purl.imsglobal.org/spec/lti/scope/noticehandlers";
    static final Duration RENEWED_AFTER = Duration.ofDays(30);
    static final Duration AGAIN_WHEN_OFF = Duration.ofDays(3);
    static final Duration AGAIN_WHEN_GIVEN_UP = Duration.ofDays(7);
    static final int MOST_TRIES = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final Duration WHILE_PAUSED = Duration.ofHours(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(12);
    private static final int BATCH = 20;

    private final JdbcSubscriptions jdbc;
    private final Platforms platforms;
    private final ServiceCalls calls;
    private final Checkups checkups;
    private final TransactionTemplate transactions;
    private final JsonMapper json;
    private final Clock clock;
    private final String handler;
    private final ReentrantLock busy = new ReentrantLock();

    Subscriber(
            JdbcSubscriptions jdbc,
            Subscriptions subscriptions,
            Platforms platforms,
            ServiceCalls calls,
            Checkups checkups,
            TransactionTemplate transactions,
            JsonMapper json,
            PublicUrl publicUrl,
            Clock clock) {
        this.jdbc = jdbc;
        this.platforms = platforms;
        this.calls = calls;
        this.checkups = checkups;
        this.transactions = transactions;
        this.json = json;
        this.clock = clock;
        this.handler = publicUrl.of("/lti/notices");
        subscriptions.onWanted(
                () -> Thread.ofVirtual().name("notice-subscriber").start(this::askAll));
    }

    /** Asks for all that is due. One thread of a node does; a row is claimed, so that one node does. */
    @Scheduled(initialDelayString = "PT20S", fixedDelayString = "PT1M")
    void askAll() {
        if (!busy.tryLock()) {
            return;
        }
        try {
            for (Institution institution : platforms.institutions()) {
                ask(institution.id());
            }
        } catch (RuntimeException e) {
            LOG.error("Asking for notices failed; it is tried again", Untold.of(e));
        } finally {
            busy.unlock();
        }
    }

    private void ask(InstitutionId institution) {
        List<JdbcSubscriptions.Due> due = Objects.requireNonNull(
                transactions.execute(status -> jdbc.claim(institution, handler, now(), now().plus(LEASE), BATCH)));
        for (JdbcSubscriptions.Due one : due) {
            Optional<Platform> platform = platforms.find(one.key().platform()).filter(Platform::active);
            if (platform.isPresent()) {
                ask(platform.get(), one);
            } else {
                put(
                        one,
                        Notices.State.WAITING,
                        one.tries(),
                        Complaint.of("notice.paused").text(),
                        WHILE_PAUSED);
            }
        }
    }

    private void ask(Platform platform, JdbcSubscriptions.Due due) {
        try {
            Outbound.Answer answer = calls.call(platform, Set.of(SCOPE), request(due));
            if (answer.isSuccess()) {
                Instant now = now();
                transactions.executeWithoutResult(
                        status -> jdbc.agreed(due.key(), handler, now, now.plus(RENEWED_AFTER)));
                checkups.note(platform.id(), Contact.Kind.NOTICE, true, null);
            } else if (answer.status() == 404) {
                failed(due, Notices.State.OFF, 0, Complaint.of("notice.off").text(), AGAIN_WHEN_OFF);
            } else {
                refused(due, Complaint.of("notice.status", answer.status()).text(), Duration.ZERO);
            }
        } catch (ServiceRefused e) {
            refused(due, Complaint.text(e.why()), e.retryAfter().orElse(Duration.ZERO));
        }
    }

    private Outbound.Call request(JdbcSubscriptions.Due due) {
        byte[] body = json.writeValueAsBytes(Map.of("notice_type", due.key().type(), "handler", handler));
        return Outbound.Call.put(due.service(), Map.of("Accept", "application/json"), "application/json", body);
    }

    private void refused(JdbcSubscriptions.Due due, String reason, Duration atLeast) {
        int tries = due.tries() + 1;
        if (tries >= MOST_TRIES) {
            LOG.warn(
                    "Platform {} was asked for {} in vain {} times: {}",
                    due.key().platform().value(),
                    due.key().type(),
                    tries,
                    Complaint.line(Complaint.read(reason)));
            failed(due, Notices.State.GIVEN_UP, 0, reason, AGAIN_WHEN_GIVEN_UP);
            return;
        }
        Duration pause = Duration.ofMinutes(1L << (2 * (tries - 1)));
        Duration most = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        Duration some = most.minusSeconds(ThreadLocalRandom.current().nextLong(most.toSeconds() / 4));
        failed(due, Notices.State.WAITING, tries, reason, some.compareTo(atLeast) < 0 ? atLeast : some);
    }

    private void failed(JdbcSubscriptions.Due due, Notices.State state, int tries, String reason, Duration pause) {
        put(due, state, tries, reason, pause);
        checkups.note(due.key().platform(), Contact.Kind.NOTICE, false, reason);
    }

    private void put(JdbcSubscriptions.Due due, Notices.State state, int tries, String reason, Duration pause) {
        Instant next = now().plus(pause);
        transactions.executeWithoutResult(status -> jdbc.failed(due.key(), state, tries, reason, next));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
