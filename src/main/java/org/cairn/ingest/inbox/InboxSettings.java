package org.cairn.ingest.inbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How messages are taken in.
 *
 * @param databasePatience how long the database may take to store a message before it is kept on disk instead
 */
@ConfigurationProperties("cairn.inbox")
record InboxSettings(@DefaultValue("3s") Duration databasePatience) {

    /** Who has no other place for messages waits for the database as long as senders do. */
    private static final Duration WITHOUT_SPOOL = Duration.ofSeconds(8);

    /** How long a message waits for the database, before it is kept on disk or refused. */
    Duration patience(boolean spooling) {
        return spooling ? databasePatience : WITHOUT_SPOOL;
    }
}
