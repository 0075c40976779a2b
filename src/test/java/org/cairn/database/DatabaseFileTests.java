package org.cairn.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cairn.Case;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class DatabaseFileTests {

    @TempDir
    Path directory;

    private DatabaseFile file = new DatabaseFile();

    private HikariDataSource opened() {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl("jdbc:h2:file:" + directory.resolve("cairn") + ";MODE=PostgreSQL");
        pool.setUsername("sa");
        file = new DatabaseFile();
        file.postProcessAfterInitialization(pool, "dataSource");
        file.remember();
        return pool;
    }

    @Test
    @Case("F4")
    void whereADatabaseWasNoneIsMadeInItsPlaceWithoutAWord() throws Exception {
        try (HikariDataSource pool = opened()) {
            JdbcClient.create(pool).sql("create table thing (id int)").update();
            file.destroy();
        }
        try (HikariDataSource again = opened()) {
            assertThat(JdbcClient.create(again)
                            .sql("select count(*) from thing")
                            .query(Integer.class)
                            .single())
                    .isZero();
            file.destroy();
        }
        Path mv = directory.resolve("cairn.mv.db");
        Path backup = Files.copy(mv, directory.resolve("backup"));

        Files.write(mv, new byte[0]);
        assertThatThrownBy(this::opened).hasMessageContaining("There was a database in");
        Files.delete(mv);
        assertThatThrownBy(this::opened).hasMessageContaining("Put it back");
        assertThat(mv).as("nothing was made").doesNotExist();

        Files.copy(backup, mv);
        opened().close();
        file.destroy();
    }
}
