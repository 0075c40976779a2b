package org.cairn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
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
        assertThat(durable.syncs()).isPositive().isLessThan(threads * each / 2);
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
