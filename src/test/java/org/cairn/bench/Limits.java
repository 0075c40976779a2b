package org.cairn.bench;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.DoubleStream;

/** What this machine can do at most, measured on its own: nothing built on it can be faster. */
final class Limits {

    private static final Duration WARM = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(3);
    private static final int MESSAGE_BYTES = 1_800;

    private Limits() {}

    /** Checks of an RS256 signature with a 2,048-bit key over a message as long as an event, on all processors. */
    static double rs256Verifications() throws Exception {
        KeyPair pair = pair("RSA", 2048);
        byte[] message = new byte[MESSAGE_BYTES];
        Signature signer = Signature.getInstance("SHA256withRSA");
        signer.initSign(pair.getPrivate());
        signer.update(message);
        byte[] signed = signer.sign();
        return onAllProcessors(() -> {
            Signature verifier = Signature.getInstance("SHA256withRSA");
            return () -> {
                verifier.initVerify(pair.getPublic());
                verifier.update(message);
                return verifier.verify(signed);
            };
        });
    }

    /** Ed25519 signatures over a digest, on all processors. */
    static double ed25519Signatures() throws Exception {
        KeyPair pair = pair("Ed25519", 0);
        byte[] message = new byte[64];
        return onAllProcessors(() -> {
            Signature signer = Signature.getInstance("Ed25519");
            return () -> {
                signer.initSign(pair.getPrivate());
                signer.update(message);
                return signer.sign();
            };
        });
    }

    private static KeyPair pair(String algorithm, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (bits > 0) {
            generator.initialize(bits);
        }
        return generator.generateKeyPair();
    }

    private static double onAllProcessors(Callable<Callable<?>> worker) throws Exception {
        int processors = Runtime.getRuntime().availableProcessors();
        Rate.during(processors, WARM, worker);
        return Rate.during(processors, LONG, worker);
    }

    /** Rows of the size of an event, each committed by itself and on the disk before the next; the best of 1, 4 and 16 writers. */
    static double durableCommitsOnH2(Path folder) throws Exception {
        String url = "jdbc:h2:file:%s;MODE=PostgreSQL;WRITE_DELAY=0".formatted(folder.resolve("limit"));
        return bestOf(url, "sa", "", true);
    }

    static double durableCommitsOnPostgres(String url) throws Exception {
        return bestOf(url, "postgres", "postgres", false);
    }

    private static double bestOf(String url, String user, String password, boolean sync) throws Exception {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute("create table limit_probe (id bigint primary key, body varchar(2000))");
        }
        AtomicLong next = new AtomicLong();
        return DoubleStream.of(1, 4, 16)
                .map(writers -> commits((int) writers, url, user, password, sync, next))
                .max()
                .orElseThrow();
    }

    private static double commits(
            int writers, String url, String user, String password, boolean sync, AtomicLong next) {
        try {
            Callable<Callable<?>> worker = () -> writer(DriverManager.getConnection(url, user, password), sync, next);
            Rate.during(writers, WARM, worker);
            return Rate.during(writers, LONG, worker);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Callable<?> writer(Connection connection, boolean sync, AtomicLong next) throws SQLException {
        connection.setAutoCommit(false);
        PreparedStatement insert = connection.prepareStatement("insert into limit_probe (id, body) values (?, ?)");
        Statement checkpoint = connection.createStatement();
        String body = "x".repeat(MESSAGE_BYTES);
        return () -> {
            insert.setLong(1, next.incrementAndGet());
            insert.setString(2, body);
            insert.executeUpdate();
            connection.commit();
            if (sync) {
                checkpoint.execute("checkpoint sync");
            }
            return List.of();
        };
    }

    /** Rows of the size of an event, so many in each durable commit; the best of 1, 2 and 4 writers. */
    static double durableBatchesOnH2(Path folder, int rows) throws Exception {
        String url = "jdbc:h2:file:%s;MODE=PostgreSQL;WRITE_DELAY=0".formatted(folder.resolve("batches"));
        return bestBatches(url, "sa", "", true, rows);
    }

    static double durableBatchesOnPostgres(String url, int rows) throws Exception {
        return bestBatches(url, "postgres", "postgres", false, rows);
    }

    private static double bestBatches(String url, String user, String password, boolean sync, int rows)
            throws Exception {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute("create table batch_probe (id bigint primary key, body varchar(2000))");
        }
        AtomicLong next = new AtomicLong();
        double best = 0;
        for (int writers : List.of(1, 2, 4)) {
            Callable<Callable<?>> worker =
                    () -> batchWriter(DriverManager.getConnection(url, user, password), sync, next, rows);
            Rate.during(writers, WARM, worker);
            best = Math.max(best, rows * Rate.during(writers, LONG, worker));
        }
        return best;
    }

    private static Callable<?> batchWriter(Connection connection, boolean sync, AtomicLong next, int rows)
            throws SQLException {
        connection.setAutoCommit(false);
        PreparedStatement insert = connection.prepareStatement("insert into batch_probe (id, body) values (?, ?)");
        Statement checkpoint = connection.createStatement();
        String body = "x".repeat(MESSAGE_BYTES);
        return () -> {
            for (int i = 0; i < rows; i++) {
                insert.setLong(1, next.incrementAndGet());
                insert.setString(2, body);
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
            if (sync) {
                checkpoint.execute("checkpoint sync");
            }
            return List.of();
        };
    }
}
