package org.cairn.database;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.stereotype.Component;

/**
 * Refuses to begin anew where there was a database: H2 makes an empty one wherever it finds no file, or one of no length,
 * and everybody's badges would be gone without a word.
 */
@Component
class DatabaseFile
        implements BeanPostProcessor, PriorityOrdered, ApplicationListener<ApplicationReadyEvent>, DisposableBean {

    private static final String URL = "jdbc:h2:file:";

    /** The least that H2 writes: two headers. */
    private static final long LEAST_BYTES = 8192;

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseFile.class);

    private Optional<Path> mark = Optional.empty();
    private Optional<ClosedDatabase> held = Optional.empty();

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool && pool.getJdbcUrl() != null) {
            String url = pool.getJdbcUrl();
            if (url.startsWith(URL)) {
                String path = url.substring(URL.length()).split(";")[0];
                check(path);
                hold(pool, Path.of(path));
            }
        }
        return bean;
    }

    private void check(String path) {
        Path file = Path.of(path + ".mv.db");
        Path made = Path.of(path + ".made");
        if (Files.exists(made) && size(file) < LEAST_BYTES) {
            throw new IllegalStateException(
                    "There was a database in %s, and now there is none. Put it back, from a backup if need be; or delete %s to begin anew with nothing."
                            .formatted(file, made));
        }
        mark = Optional.of(made);
    }

    private void hold(HikariDataSource pool, Path path) {
        try {
            ClosedDatabase closed = new ClosedDatabase(
                    pool.getJdbcUrl(),
                    pool.getUsername(),
                    pool.getPassword(),
                    Objects.requireNonNull(path.toAbsolutePath().getParent()));
            pool.setExceptionOverride(closed);
            pool.setDataSource(closed);
            held = Optional.of(closed);
        } catch (SQLException e) {
            throw new IllegalStateException("The embedded database cannot be opened", e);
        }
    }

    /** After everything else is disconnected. */
    @Override
    public void destroy() throws SQLException {
        if (held.isPresent()) {
            held.get().close();
        }
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on there is something to lose. */
    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        remember();
    }

    void remember() {
        mark.filter(Files::notExists).ifPresent(made -> {
            try {
                Files.writeString(
                        made, "Cairn has made a database here, and will not make another one in its place.\n");
            } catch (IOException e) {
                LOG.warn("{} cannot be written: {}", made, e.getMessage());
            }
        });
    }
}
