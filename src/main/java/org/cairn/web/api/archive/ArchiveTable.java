package org.cairn.web.api.archive;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What an export holds, in the order in which it can be put back: everything from which awards follow. Secrets, tokens
 * and keys are not in it, nor what follows from the rest.
 */
enum ArchiveTable {
    PLATFORM("platform", "", "id"),
    DEPLOYMENT("platform_deployment", "", "platform, deployment_id"),
    PERSON("learner", "", "id"),
    IDENTIFIER("learner_identifier", "", "platform, kind, identifier"),
    MOVED("moved_learner", "", "learner"),
    ADDRESS("person_address", "", "platform, digest, learner"),
    LINK("person_link", "", "id"),
    CONTRADICTION("link_contradiction", "", "one, other"),
    TRUSTED("trusted_id", "", "kind, platform"),
    /** By keyed digests: where the key is the same, what still comes about these people is dropped. */
    ERASURE("erasure", "", "id"),
    ERASED("erased_identifier", "", "platform, digest"),
    COURSE("course", "", "id"),
    MEMBERSHIP("membership", "", "course, learner"),
    LINKED_MEMBERSHIP("linked_membership", "", "account, course"),
    COPY("course_copy", "", "platform, to_context, from_context"),
    KNOWN_ACTIVITY("known_activity", "", "platform, course, activity"),
    BADGE("badge_version", "", "badge, version"),
    BINDING("binding", "", "badge, milestone, platform, course, activity"),
    CATALOGUE("catalogue_version", "", "institution"),
    EMBEDDED("embedded_badge", "", "course, badge"),
    FEED("feed", "", "id"),
    TALLY("feed_tally", "", "feed"),
    UPLOAD_FEED("upload_feed", "", "platform"),
    UPLOAD("upload", " and state = 'CONFIRMED'", "id"),
    RULE("mending_rule", "", "made_at, id"),
    BEFORE("message_before", "", "feed, dedupe_key, changed_at"),
    /** Before the messages, so that none counts for a moment that was taken back. */
    WITHDRAWN("withdrawn_message", "", "message_key"),
    FILE("xapi_attachment", "", "feed, sha2, piece"),
    FILE_OF("xapi_attachment_of", "", "feed, dedupe_key, sha2"),
    /** What clients keep beside their statements: no award asks for it, but they do. */
    DOCUMENT("xapi_document", "", "feed, shelf, registration, name_digest"),
    /** Read feed by feed and in pieces: this is the bulk of it. */
    MESSAGE("inbox_message", "", "feed, dedupe_key"),
    /** What messages said follows from them. */
    EVIDENCE("evidence", " and source not like 'feed:%'", "learner, evidence_key"),
    /**
     * What was decided is looked at again and stands as it is: it may follow from how things were, where a badge is kept
     * or has grace after a regrade, or was awarded by an older version.
     */
    AWARD("award", "", "learner, badge"),
    BESIDE("award_beside", "", "id"),
    BEFORE_LINK("award_before_link", "", "account, side, badge"),
    CONFLICT("message_conflict", "", "feed, dedupe_key");

    private final String table;
    private final String condition;
    private final String order;

    ArchiveTable(String table, String condition, String order) {
        this.table = table;
        this.condition = condition;
        this.order = order;
    }

    static Optional<ArchiveTable> named(String table) {
        return Arrays.stream(values()).filter(one -> one.table.equals(table)).findFirst();
    }

    String table() {
        return table;
    }

    /** Whether each row may take as much memory as hundreds of others; then {@code order} is their key. */
    boolean isHeavy() {
        return this == FILE || this == DOCUMENT || this == BEFORE || this == CONFLICT;
    }

    List<String> order() {
        return List.of(order.split(", "));
    }

    String select() {
        return "select * from " + table + " where institution = ?" + condition + " order by institution, " + order;
    }
}
