package org.cairn.lti.checkup;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cairn.lti.Checkups;
import org.cairn.lti.Contact;
import org.cairn.lti.LaunchAdmitted;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.cairn.platform.Platforms;
import org.cairn.vault.Untold;
import org.cairn.worker.Recently;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Runs checks, seldom and one at a time per platform, and keeps what launches and services tell. */
@Component
class Checks implements Checkups {

    private static final Logger LOG = LoggerFactory.getLogger(Checks.class);
    private static final Duration BETWEEN = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private final Platforms platforms;
    private final Trials trials;
    private final JdbcContacts jdbc;
    private final Notes notes;
    private final Duration patience;
    private final Recently<PlatformId> begun;

    @Autowired
    Checks(Platforms platforms, Trials trials, JdbcContacts jdbc, Notes notes, Clock clock) {
        this(platforms, trials, jdbc, notes, clock, PATIENCE);
    }

    Checks(Platforms platforms, Trials trials, JdbcContacts jdbc, Notes notes, Clock clock, Duration patience) {
        this.platforms = platforms;
        this.trials = trials;
        this.jdbc = jdbc;
        this.notes = notes;
        this.begun = new Recently<>(clock, BETWEEN);
        this.patience = patience;
    }

    @Override
    public Outcome check(PlatformId platform) {
        if (!begun.isNews(platform)) {
            return Outcome.TOO_SOON;
        }
        FutureTask<@Nullable Void> task = new FutureTask<>(() -> run(platform), null);
        Thread.ofVirtual().name("checkup").start(task);
        try {
            task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return Outcome.DONE;
        } catch (TimeoutException e) {
            return Outcome.UNDER_WAY;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.UNDER_WAY;
        } catch (ExecutionException e) {
            throw new IllegalStateException("The check broke off", e.getCause());
        }
    }

    @Override
    public void begin(PlatformId platform) {
        boolean checked = jdbc.of(platform).stream().anyMatch(contact -> contact.kind() == Contact.Kind.KEYS);
        if (!checked && begun.isNews(platform)) {
            Thread.ofVirtual().name("checkup").start(() -> {
                try {
                    run(platform);
                } catch (RuntimeException e) {
                    LOG.error("The first check of platform {} broke off", platform.value(), Untold.of(e));
                }
            });
        }
    }

    /** Each result is written as it comes, so that a page that is looked at meanwhile fills up. */
    private void run(PlatformId id) {
        platforms
                .find(id)
                .ifPresent(platform ->
                        trials.run(platform, (kind, reason) -> notes.write(id, kind, reason == null, reason)));
    }

    @Override
    public List<Contact> contacts(PlatformId platform) {
        return jdbc.of(platform).stream()
                .sorted(Comparator.comparing(Contact::kind))
                .toList();
    }

    @Override
    public List<Contact> contacts(InstitutionId institution) {
        return jdbc.of(institution);
    }

    @Override
    public void note(PlatformId platform, Contact.Kind kind, boolean good, @Nullable String detail) {
        if (notes.isDue(platform, kind, good)) {
            Thread.ofVirtual().name("contact").start(() -> writeOrLog(platform, kind, good, detail));
        }
    }

    private void writeOrLog(PlatformId platform, Contact.Kind kind, boolean good, @Nullable String detail) {
        try {
            notes.write(platform, kind, good, detail);
        } catch (RuntimeException e) {
            LOG.warn("A contact with platform {} could not be noted", platform.value(), Untold.of(e));
        }
    }

    @EventListener
    void launched(LaunchAdmitted launch) {
        note(launch.platform(), Contact.Kind.LAUNCH, true, null);
    }
}
