package org.cairn.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.cairn.Case;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class DurableTransactionManagerTests {

    @TempDir
    Path directory;

    private JdbcConnectionPool pool;
    private JdbcClient jdbc;

    @BeforeEach
    void open() {
        // H2 alone would write a minute later: what the copy of the file holds was put there by us
        pool = JdbcConnectionPool.create(url("cairn") + ";WRITE_DELAY=60000", "sa", "");
        pool.setMaxConnections(20);
        jdbc = JdbcClient.create(pool);
        jdbc.sql("create table thing (id int primary key)").update();
    }

    @AfterEach
    void close() {
        pool.dispose();
    }

    private String url(String name) {
        return "jdbc:h2:file:" + directory.resolve(name) + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE";
    }

    private void insert(PlatformTransactionManager manager, int id) {
        new TransactionTemplate(manager)
                .executeWithoutResult(status ->
                        jdbc.sql("insert into thing (id) values (?)").param(id).update());
    }

    /** What would be found after a crash at this moment. */
    private int foundAfterACrash() throws Exception {
        Files.copy(directory.resolve("cairn.mv.db"), directory.resolve("copy.mv.db"));
        try {
            DataSource copy = new DriverManagerDataSource(url("copy"), "sa", "");
            return JdbcClient.create(copy)
                    .sql("select count(*) from thing")
                    .query(Integer.class)
                    .single();
        } finally {
            Files.delete(directory.resolve("copy.mv.db"));
        }
    }

    @Test
    void aCommitIsInTheFileWhenItReturns() throws Exception {
        DurableTransactionManager durable = new DurableTransactionManager(pool);
        insert(durable, 1);
        assertThat(foundAfterACrash()).isEqualTo(1);
        insert(new JdbcTransactionManager(pool), 2);
        assertThat(foundAfterACrash()).isEqualTo(1);
        insert(durable, 3);
        assertThat(foundAfterACrash()).isEqualTo(3);
    }

    @Test
    @Case("F4")
    void aFileThatLostItsEndHoldsWhatWasAcknowledged() throws Exception {
        DurableTransactionManager durable = new DurableTransactionManager(pool);
        IntStream.range(0, 300).forEach(id -> insert(durable, id));
        Path file = directory.resolve("cairn.mv.db");
        byte[] acknowledged = Files.readAllBytes(file);
        // written, but the disk was never told to keep it
        IntStream.range(300, 3_000).forEach(id -> insert(new JdbcTransactionManager(pool), id));
        jdbc.sql("checkpoint").update();
        byte[] all = Files.readAllBytes(file);
        assertThat(all.length).isGreaterThan(acknowledged.length);
        int step = Math.max(1, (all.length - acknowledged.length) / 7);
        for (int length = acknowledged.length; length <= all.length; length += step) {
            assertThat(foundIn(java.util.Arrays.copyOf(all, length)))
                    .as("cut at %d of %d", length, all.length)
                    .isGreaterThanOrEqualTo(300);
            byte[] older = all.clone();
            java.util.Arrays.fill(older, length, older.length, (byte) 0);
            assertThat(foundIn(older)).as("lost from %d on", length).isGreaterThanOrEqualTo(300);
        }
        byte[] beginning = java.util.Arrays.copyOf(all, 100);
        assertThatThrownBy(() -> foundIn(beginning)).as("never silently empty").isNotNull();
    }

    private int foundIn(byte[] content) throws Exception {
        Files.write(directory.resolve("found.mv.db"), content);
        try {
            DataSource copy = new DriverManagerDataSource(url("found"), "sa", "");
            return JdbcClient.create(copy)
                    .sql("select count(*) from thing")
                    .query(Integer.class)
                    .single();
        } finally {
            Files.delete(directory.resolve("found.mv.db"));
        }
    }

    @Test
    void concurrentCommitsShareTheirSyncs() throws Exception {
        DurableTransactionManager durable = new DurableTransactionManager(pool);
        int threads = 16;
        int each = 50;
        try (var executor = Executors.newFixedThreadPool(threads)) {
            var calls = IntStream.range(0, threads)
                    .<Callable<Void>>mapToObj(thread -> () -> {
                        IntStream.range(0, each).forEach(i -> insert(durable, thread * each + i));
                        return null;
                    })
                    .toList();
            for (var call : executor.invokeAll(calls)) {
                call.get();
            }
        }
        assertThat(durable.syncs()).isPositive().isLessThan(threads * each);
        assertThat(foundAfterACrash()).isEqualTo(threads * each);
    }

    @Test
    void readingCostsNoSync() {
        DurableTransactionManager durable = new DurableTransactionManager(pool);
        TransactionTemplate reading = new TransactionTemplate(durable);
        reading.setReadOnly(true);
        reading.executeWithoutResult(
                status -> jdbc.sql("select * from thing").query(Integer.class).list());
        new TransactionTemplate(durable).executeWithoutResult(status -> status.setRollbackOnly());
        assertThat(durable.syncs()).isZero();
    }

    @Test
    void aDatabaseInMemoryIsCommittedPlainly() {
        JdbcConnectionPool memory = JdbcConnectionPool.create("jdbc:h2:mem:plain", "sa", "");
        DurableTransactionManager plain = new DurableTransactionManager(memory);
        JdbcClient client = JdbcClient.create(memory);
        new TransactionTemplate(plain)
                .executeWithoutResult(status ->
                        client.sql("create table thing (id int primary key)").update());
        assertThat(plain.syncs()).isZero();
        memory.dispose();
    }
}
