package org.cairn.reliability;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.cairn.FreePort;
import org.cairn.drive.ApiClient;

/** A PostgreSQL server with its durability as it comes, which can be stopped, killed and started again. */
final class Postgres implements AutoCloseable {

    private final Path data;
    private final int port;
    private EmbeddedPostgres server;

    Postgres(Path data) {
        this.data = data;
        port = FreePort.next();
        start();
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
    }

    void start() {
        try {
            server = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setServerConfig("max_connections", "200")
                    // the library switches these off; a run about durability must not
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it in an orderly way: who is connected is cut off. */
    void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills its first process as {@code kill -9} does, and returns when all of them are gone. */
    void kill() {
        try {
            long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid"))
                    .getFirst()
                    .strip());
            ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
            var children = postmaster.descendants().toList();
            postmaster.destroyForcibly();
            ApiClient.await(Duration.ofSeconds(30), () -> !postmaster.isAlive());
            ApiClient.await(Duration.ofSeconds(30), () -> children.stream().noneMatch(ProcessHandle::isAlive));
            // there is nothing left to stop, but the library holds a lock on the directory until it is told
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
