package org.cairn.ingest.xapi;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.cairn.evidence.EvidenceLog;
import org.cairn.ingest.Feed;
import org.cairn.ingest.endpoint.Problem;
import org.cairn.ingest.endpoint.Reception;
import org.cairn.ingest.inbox.KeptMessages;
import org.cairn.ingest.inbox.KeptMessages.Kept;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.ingest.xapi.Batches.Named;
import org.cairn.ingest.xapi.check.Flaw;
import org.cairn.ingest.xapi.check.Forms;
import org.cairn.ingest.xapi.check.StatementCheck;
import org.cairn.people.LearnerErased;
import org.cairn.vault.Ids;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Takes statements to the letter (xAPI 1.0.3): all of a batch, or, when one of them is wrong, none (Communication 3.2). */
@Component
class StrictSending {

    private static final int LONGEST_HASH = 128;

    private final KeptMessages kept;
    private final JdbcAttachments attachments;
    private final Reception reception;
    private final EvidenceLog log;

    StrictSending(KeptMessages kept, JdbcAttachments attachments, Reception reception, EvidenceLog log) {
        this.kept = kept;
        this.attachments = attachments;
        this.reception = reception;
        this.log = log;
    }

    List<Named> keep(Exchange exchange, Document.Sent sent, List<JsonNode> statements) throws Problem {
        Feed feed = exchange.visit().feed();
        List<Named> named = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonNode statement : statements) {
            check(statement);
            String id = StatementIds.of(statement).orElseGet(() -> Ids.next().toString());
            if (!ids.add(id)) {
                throw Exchange.bad("Two statements of the batch have the same id.");
            }
            named.add(fit(Batches.named(feed, statement, id)));
        }
        Attachments.check(sent);
        List<Named> fresh = fresh(feed, named);
        keepFiles(feed, sent.files(), fresh);
        reception.keep(fresh.stream().map(Named::message).toList());
        fresh.forEach(one -> voiding(feed, one.statement()));
        return named;
    }

    private static Named fit(Named named) throws Problem {
        if (named.message().unusable() != null) {
            throw new Problem(413, "too-large", "A statement may hold at most 1 MB.");
        }
        return named;
    }

    /** A statement that is there already is not changed, and nor are its files. */
    private void keepFiles(Feed feed, List<Multipart.File> files, List<Named> fresh) {
        Map<String, List<String>> hashes =
                fresh.stream().collect(Collectors.toMap(one -> one.message().key(), one -> hashes(one.statement())));
        Set<String> wanted = hashes.values().stream().flatMap(List::stream).collect(Collectors.toSet());
        attachments.keep(
                feed,
                files.stream().filter(file -> wanted.contains(file.hash())).toList());
        attachments.belong(feed, hashes);
    }

    /** Longer ones are no hashes of anything. */
    private static List<String> hashes(JsonNode statement) {
        return Attachments.of(statement).stream()
                .filter(hash -> !hash.isEmpty() && hash.length() <= LONGEST_HASH)
                .toList();
    }

    private static void check(JsonNode statement) throws Problem {
        try {
            StatementCheck.check(statement);
        } catch (Flaw e) {
            throw new Problem(400, "statement", String.valueOf(e.getMessage()));
        }
    }

    /** Those that are not there yet; one that is there must be the same (Data 2.1, Communication 2.1.1). */
    private List<Named> fresh(Feed feed, List<Named> named) throws Problem {
        Map<String, Kept> there =
                kept.find(feed, named.stream().map(one -> one.message().key()).toList());
        List<Named> fresh = new ArrayList<>();
        for (Named one : named) {
            Kept same = there.get(one.message().key());
            if (same == null) {
                fresh.add(one);
            } else if (!isSame(one.statement(), same)) {
                throw new Problem(409, "conflict", "There is another statement of this id already.");
            }
        }
        return fresh;
    }

    /** A statement from which somebody was erased says less than it did: whatever comes under its id is that statement. */
    private static boolean isSame(JsonNode statement, Kept kept) {
        JsonNode there = read(kept);
        return there.isEmpty() || LearnerErased.isMasked(kept.body()) || Sameness.of(statement, there);
    }

    private static JsonNode read(Kept message) {
        try {
            return StrictJson.read(message.body());
        } catch (StrictJson.Unreadable e) {
            throw new IllegalStateException("What was stored cannot be read", e);
        }
    }

    /** Whoever asks right after the answer finds the statement voided; its evidence follows when the voiding is read. */
    private void voiding(Feed feed, JsonNode statement) {
        String target = statement.path("object").path("id").asString("");
        if (statement.path("verb").path("id").asString("").equals(Statement.VOIDED) && Forms.isUuid(target)) {
            log.withdraw(
                    feed.platform().institution(), StatementIds.key(feed, target.toLowerCase(Locale.ROOT)), List.of());
        }
    }
}
