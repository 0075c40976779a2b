package org.cairn.web.api;

import java.util.Arrays;
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
    COURSE("course", "", "id"),
    MEMBERSHIP("membership", "", "course, learner"),
    BADGE("badge_version", "", "badge, version"),
    BINDING("binding", "", "badge, milestone, platform, course, activity"),
    CATALOGUE("catalogue_version", "", "institution"),
    EMBEDDED("embedded_badge", "", "course, badge"),
    FEED("feed", "", "id"),
    TALLY("feed_tally", "", "feed"),
    RULE("mending_rule", "", "made_at, id"),
    BEFORE("message_before", "", "feed, dedupe_key, changed_at"),
    /** Read feed by feed and in pieces: this is the bulk of it. */
    MESSAGE("inbox_message", "", "feed, dedupe_key"),
    /** What messages said follows from them, and the badges that count as evidence follow from the awards. */
    EVIDENCE("evidence", " and kind <> 'badge' and source not like 'feed:%'", "learner, evidence_key");

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

    String select() {
        return "select * from " + table + " where institution = ?" + condition + " order by institution, " + order;
    }
}
