package org.cairn.web.api.connect;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.cairn.complaint.Complaint;
import org.cairn.evidence.LookAgain;
import org.cairn.ingest.Conflict;
import org.cairn.ingest.FeedFigures;
import org.cairn.ingest.Ingestion;
import org.cairn.ingest.Warning;
import org.cairn.ingest.Watch;
import org.cairn.platform.InstitutionId;
import org.cairn.vault.Tokens;
import org.cairn.web.Wording;
import org.cairn.web.Words;
import org.cairn.web.api.Checks;
import org.cairn.web.api.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What arrived, and what became of it. */
@RestController
@RequestMapping("/api")
@Tag(name = "Ingestion")
class IngestionApi {

    private static final int MOST = 10_000;
    private static final int MOST_CONFLICTS = 20;

    private final Ingestion ingestion;
    private final Watch watch;
    private final LookAgain looks;
    private final Tenancy tenancy;
    private final Wording wording;

    IngestionApi(Ingestion ingestion, Watch watch, LookAgain looks, Tenancy tenancy, Wording wording) {
        this.ingestion = ingestion;
        this.watch = watch;
        this.looks = looks;
        this.tenancy = tenancy;
        this.wording = wording;
    }

    @GetMapping("/ingestion")
    @Operation(
            summary = "What arrived, and what still waits",
            description =
                    "'waiting' is 'messagesWaiting' (stored, not yet turned into evidence) and 'looksWaiting' (learners whose"
                            + " standing may have changed) together: 0 means that everything has settled. 'feeds' tells the same"
                            + " for each feed, with what was refused and what an administrator should look at.")
    TallyView tally(@RequestParam(required = false) @Nullable String institution) {
        InstitutionId tenant = tenancy.institution(institution).id();
        // in this order: a message that becomes evidence between the two is seen by its look
        Ingestion.Tally tally = ingestion.tally(tenant);
        long looksWaiting = looks.waiting(tenant);
        List<FeedFigures> feeds = watch.feeds(tenant);
        List<Warning> warnings = watch.warnings(tenant, feeds);
        Map<String, List<Conflict>> conflicts = ingestion.conflicts(tenant, MOST_CONFLICTS).stream()
                .collect(Collectors.groupingBy(one -> one.message().feed()));
        return new TallyView(
                tally.received(),
                tally.duplicates(),
                tally.waiting() + looksWaiting,
                tally.waiting(),
                looksWaiting,
                tally.parked(),
                tally.quarantined(),
                tally.ignored(),
                tally.lagSeconds(),
                tally.lastReceivedAt(),
                feeds.stream()
                        .map(feed -> FigureView.of(
                                feed,
                                warnings,
                                conflicts.getOrDefault(feed.feed().id(), List.of())))
                        .toList());
    }

    @GetMapping("/quarantine")
    @Operation(summary = "The messages that could not be used, newest first, each with its reason")
    List<MessageView> quarantine(
            @RequestParam(required = false) @Nullable String institution,
            @RequestParam(defaultValue = "1000") int limit) {
        return ingestion.quarantined(tenancy.institution(institution).id(), Checks.limit(limit, MOST)).stream()
                .map(this::view)
                .toList();
    }

    @GetMapping("/conflicts")
    @Operation(
            summary = "The messages that came again under their id with another meaning, the latest first",
            description = "What came first is kept and counts; 'last' is what was said last under the same id.")
    List<ConflictView> conflicts(
            @RequestParam(required = false) @Nullable String institution,
            @RequestParam(defaultValue = "1000") int limit) {
        return ingestion.conflicts(tenancy.institution(institution).id(), Checks.limit(limit, MOST)).stream()
                .map(this::view)
                .toList();
    }

    private MessageView view(Ingestion.Message message) {
        return MessageView.of(message, wording.in(Locale.ENGLISH));
    }

    private ConflictView view(Conflict conflict) {
        return new ConflictView(
                conflict.id(),
                conflict.times(),
                conflict.firstAt(),
                conflict.lastAt(),
                view(conflict.message()),
                conflict.lastBody());
    }

    record TallyView(
            long received,
            long duplicates,
            long waiting,
            long messagesWaiting,
            long looksWaiting,
            long parked,
            long quarantined,
            long ignored,
            double lagSeconds,
            @Nullable Instant lastReceivedAt,
            List<FigureView> feeds) {}

    /** One feed; {@code atLeast} says that more than could be counted quickly waits, is parked or quarantined. */
    record FigureView(
            String feed,
            String handle,
            UUID platform,
            String kind,
            String state,
            long received,
            long duplicates,
            long waiting,
            long parked,
            long quarantined,
            long ignored,
            long conflicts,
            boolean atLeast,
            double lagSeconds,
            @Nullable Instant lastReceivedAt,
            List<RefusedView> refused,
            List<OtherwiseView> latestConflicts,
            List<WarningView> warnings) {

        static FigureView of(FeedFigures figures, List<Warning> warnings, List<Conflict> conflicts) {
            return new FigureView(
                    figures.feed().id(),
                    figures.feed().handle(),
                    figures.feed().platform().value(),
                    figures.feed().kind().code(),
                    figures.state().name().toLowerCase(Locale.ROOT),
                    figures.received(),
                    figures.duplicates(),
                    figures.waiting(),
                    figures.parked(),
                    figures.quarantined(),
                    figures.ignored(),
                    figures.conflicts(),
                    figures.atLeast(),
                    figures.lag().toMillis() / 1000.0,
                    figures.lastReceivedAt(),
                    figures.refused().stream()
                            .map(one -> new RefusedView(one.code(), one.count(), one.lastAt()))
                            .toList(),
                    conflicts.stream().map(OtherwiseView::of).toList(),
                    warnings.stream()
                            .filter(warning ->
                                    warning.feed().id().equals(figures.feed().id()))
                            .map(one -> new WarningView(
                                    one.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                                    one.since(),
                                    one.count()))
                            .toList());
        }
    }

    /** A message that came again under its id with another meaning, by the digests of what was said. */
    record OtherwiseView(
            String key,
            @Nullable String id,
            String type,
            long times,
            Instant firstAt,
            Instant lastAt,
            String digest,
            String lastDigest) {

        static OtherwiseView of(Conflict conflict) {
            return new OtherwiseView(
                    conflict.message().key(),
                    conflict.id(),
                    conflict.message().type(),
                    conflict.times(),
                    conflict.firstAt(),
                    conflict.lastAt(),
                    Tokens.digest(conflict.message().body()),
                    Tokens.digest(conflict.lastBody()));
        }
    }

    record ConflictView(
            @Nullable String id, long times, Instant firstAt, Instant lastAt, MessageView kept, String last) {}

    record RefusedView(String code, long requests, Instant lastAt) {}

    record WarningView(String kind, Instant since, long count) {}

    /** A message; {@code code} names its reason in every language and version. */
    record MessageView(
            UUID platform,
            String feed,
            String key,
            String type,
            @Nullable String code,
            @Nullable String reason,
            Instant receivedAt,
            String body) {
        static MessageView of(Ingestion.Message message, Words words) {
            String reason = message.reason();
            return new MessageView(
                    message.platform().value(),
                    message.feed(),
                    message.key(),
                    message.type(),
                    Complaint.codeOf(reason),
                    reason == null ? null : words.complaint(reason),
                    message.receivedAt(),
                    message.body());
        }
    }
}
