package org.cairn.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.cairn.Case;
import org.cairn.drive.TinyDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

class ClosedDatabaseTests {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path home;

    private int rows;

    @Test
    @Case("F10")
    void aDatabaseThatClosedItselfOnAFullDiskIsOpenedAgainWithAllThatWasCommitted() throws Exception {
        try (TinyDisk disk = TinyDisk.mounted(home.resolve("tiny"), 100);
                HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl("jdbc:h2:file:" + disk.place().resolve("cairn")
                    + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0");
            pool.setUsername("sa");
            pool.setPassword("");
            pool.setMaximumPoolSize(4);
            pool.setConnectionTimeout(2_000);
            DatabaseFile file = new DatabaseFile();
            file.postProcessAfterInitialization(pool, "dataSource");
            JdbcClient jdbc = JdbcClient.create(pool);
            jdbc.sql("create table thing (id int primary key, body varchar)").update();
            TransactionTemplate transactions = new TransactionTemplate(new DurableTransactionManager(pool));

            for (int time = 1; time <= 3; time++) {
                Awaitility.await().atMost(SOON).until(() -> isTaken(transactions, jdbc));
                disk.fill(0);
                Awaitility.await().atMost(SOON).until(() -> !isTaken(transactions, jdbc));
                // who goes on trying meanwhile must not make it worse
                for (int i = 0; i < 2; i++) {
                    assertThat(isTaken(transactions, jdbc)).isFalse();
                }
                disk.makeRoom();
            }

            Awaitility.await().atMost(SOON).until(() -> isTaken(transactions, jdbc));
            assertThat(jdbc.sql("select count(*) from thing where id < ? and length(body) = 20000")
                            .param(rows)
                            .query(Integer.class)
                            .single())
                    .as("what was committed")
                    .isEqualTo(rows);
            pool.close();
            file.destroy();
        }
    }

    private boolean isTaken(TransactionTemplate transactions, JdbcClient jdbc) {
        try {
            // the same row again until it is in: what came of a commit that failed is anybody's guess
            transactions.executeWithoutResult(status -> jdbc.sql(
                            "insert into thing (id, body) values (?, repeat('x', 20000)) on conflict do nothing")
                    .param(rows)
                    .update());
            rows++;
            return true;
        } catch (DataAccessException | TransactionException e) {
            return false;
        }
    }
}
