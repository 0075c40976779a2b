package org.cairn.lti.notice;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.cairn.lti.LaunchAdmitted;
import org.cairn.lti.Notices;
import org.cairn.platform.PlatformId;
import org.cairn.worker.Recently;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Notes what a platform offers to tell us, as its launches say: one subscription for each deployment and type. Asking is
 * the {@link Subscriber}'s, later and elsewhere.
 */
@Component
class Subscriptions implements Notices {

    private static final Set<String> WANTED = Set.of(Notice.HELLO, Notice.CONTEXT_COPY);
    private static final Duration BETWEEN = Duration.ofHours(6);
    private static final int LONGEST_URL = 2048;

    private record Offer(PlatformId platform, String deployment, URI service, Set<String> types) {}

    private final JdbcSubscriptions jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Recently<Offer> noted;
    private final AtomicReference<Runnable> listener = new AtomicReference<>(() -> {});

    Subscriptions(JdbcSubscriptions jdbc, TransactionTemplate transactions, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
        this.noted = new Recently<>(clock, BETWEEN);
    }

    /** Runs {@code other} after something new is to be asked for. */
    void onWanted(Runnable other) {
        listener.set(other);
    }

    @EventListener
    void on(LaunchAdmitted launch) {
        URI service = launch.services().notices();
        if (service == null || launch.services().noticeTypes().isEmpty()) {
            return;
        }
        Offer offer = new Offer(
                launch.platform(),
                launch.deploymentId(),
                service,
                launch.services().noticeTypes());
        if (noted.isNews(offer) && service.toString().length() <= LONGEST_URL && note(offer)) {
            listener.get().run();
        }
    }

    private boolean note(Offer offer) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Set<String> types = new TreeSet<>(offer.types());
        types.retainAll(WANTED);
        boolean changed = false;
        for (String type : types) {
            JdbcSubscriptions.Key key = new JdbcSubscriptions.Key(offer.platform(), offer.deployment(), type);
            Optional<String> known = jdbc.service(key);
            if (known.isEmpty() || !known.get().equals(offer.service().toString())) {
                transactions.executeWithoutResult(status -> {
                    jdbc.want(key, offer.service(), now);
                    jdbc.moved(key, offer.service(), now);
                });
                changed = true;
            }
        }
        return changed;
    }

    @Override
    public List<Subscription> of(PlatformId platform) {
        return jdbc.of(platform);
    }
}
