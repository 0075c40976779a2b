package org.cairn.ingest.canvas;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.complaint.TestComplaints;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.EvidenceLog;
import org.cairn.evidence.LogAround;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedAccounts;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.TestIngest;
import org.cairn.ingest.inbox.Incoming;
import org.cairn.lti.TestLti;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.cairn.platform.Platform;
import org.junit.jupiter.api.AfterEach;
import tools.jackson.databind.node.ObjectNode;

/** A feed of which every customer of Canvas might sign the events, and somebody who is graded. */
abstract class CanvasAccounts {

    static final URI KEYS = Feed.HOSTED_CANVAS_KEYS;
    static final String OURS = "uuid-of-north-hill";
    static final String OTHERS = "uuid-of-south-hill";
    static final String STRANGERS = "uuid-of-strangers";

    final TestDatabase.Fresh database;
    final MutableClock clock = new MutableClock(Instant.parse("2026-03-02T10:20:00Z"));
    final TestIngest node;
    final Platform platform;
    final LearnerId ada;
    Feed feed;

    /** What happens once while a batch is being read. */
    final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});

    CanvasAccounts(TestDatabase kind) {
        database = kind.fresh();
        node = new TestIngest(database, clock, new CanvasEvents(), this::around);
        platform = node.lti.canvas("North Hill");
        feed = node.feeds.add(platform.id(), FeedKind.CANVAS, KEYS, false);
        Identifier global = new Identifier(IdentifierKind.CANVAS_GLOBAL, CanvasSamples.global(48));
        ada = node.lti.learners().know(platform.id(), TestLti.person("ada", TestLti.sub("ada"), global));
    }

    EvidenceLog around(EvidenceLog log) {
        return new LogAround(log) {
            @Override
            public void append(Collection<Evidence> evidence) {
                meanwhile.getAndSet(() -> {}).run();
                super.append(evidence);
            }
        };
    }

    @AfterEach
    final void close() {
        node.close();
    }

    /** A grade for a quiz of its own for each call, so that the same account may say several things. */
    void grade(long assignment, String account) throws Exception {
        node.store(graded(assignment, account));
        work();
    }

    Incoming graded(long assignment, String account) throws Exception {
        ObjectNode event = CanvasSamples.gradeChange(48, assignment, "90", "100", "2026-03-02T10:15:30.123Z");
        ObjectNode metadata = (ObjectNode) event.get("metadata");
        metadata.remove("root_account_uuid");
        if (!account.isEmpty()) {
            metadata.put("root_account_uuid", account).put("root_account_lti_guid", account + ":canvas-lms");
        }
        return new CanvasFormat().read(feed, event).getFirst();
    }

    void work() {
        node.workOff(platform.id().institution());
    }

    void workLater() {
        clock.advance(Duration.ofSeconds(10));
        work();
    }

    List<String> counted() {
        return node.evidence.log().of(ada).stream()
                .map(evidence -> evidence.what().toString().replaceAll("(?s).*id=assignment:(\\d+).*", "$1"))
                .distinct()
                .sorted()
                .toList();
    }

    List<String> reasons() {
        return node.ingestion.quarantined(platform.id().institution(), 10).stream()
                .map(message -> TestComplaints.english(message.reason()))
                .toList();
    }

    FeedAccounts.Standing standing() {
        feed = node.feeds.find(feed.id()).orElseThrow();
        return node.accounts.of(feed).orElseThrow();
    }

    void believe(String... names) {
        feed = node.accounts.believe(node.feeds.find(feed.id()).orElseThrow(), List.of(names));
    }
}
