package org.cairn.ingest.forgetting;

import java.util.LinkedHashSet;
import java.util.Set;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.EvidenceLog;
import org.cairn.ingest.inbox.SpooledMessage;
import org.cairn.ingest.spool.Spool;
import org.cairn.people.Identifier;
import org.cairn.people.LearnerErased;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Empties the messages of somebody who is to be forgotten; their keys stay, so that repeats are known as such. */
@Component
class Forgetting {

    private final EvidenceLog log;
    private final JdbcForgetting messages;
    private final Traces traces;
    private final JdbcFiles files;
    private final Spool spool;

    Forgetting(EvidenceLog log, JdbcForgetting messages, Traces traces, JdbcFiles files, Spool spool) {
        this.log = log;
        this.messages = messages;
        this.traces = traces;
        this.files = files;
        this.spool = spool;
    }

    /** Before the evidence is deleted, which tells what messages it came from; after what is parked was emptied. */
    @EventListener
    @Order(1)
    void on(LearnerErased erased) {
        InstitutionId institution = erased.person().institution();
        Set<String> keys = new LinkedHashSet<>();
        log.of(institution, erased.accounts())
                .values()
                .forEach(evidence -> evidence.stream().map(Evidence::key).forEach(key -> keys.add(message(key))));
        messages.empty(institution, keys);
        messages.platforms(institution).forEach(platform -> traces.empty(platform, erased));
        messages.maskRules(institution, erased);
        erased.names().forEach((platform, names) -> {
            names.stream().map(Identifier::value).forEach(name -> messages.dropRulesAbout(platform, name));
            names.stream().filter(Naming::isUnmistakable).map(Identifier::value).forEach(name -> {
                messages.dropOriginalsAbout(platform, name);
                messages.dropConflictsAbout(platform, name);
            });
        });
        messages.dropOriginals(institution);
        messages.dropConflicts(institution);
        files.dropErased(institution);
        for (LearnerId account : erased.accounts()) {
            messages.forgetWho(account);
        }
        afterCommit(() -> spool.forget(record -> Traces.isMentioned(SpooledMessage.read(record), erased.names())));
    }

    /** A transaction that is taken back must not have cost what lies on the disk. */
    private static void afterCommit(Runnable work) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            work.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                work.run();
            }
        });
    }

    /** The key of evidence is that of its message, and a number. */
    private static String message(String key) {
        int colon = key.lastIndexOf(':');
        return colon < 0 ? key : key.substring(0, colon);
    }
}
