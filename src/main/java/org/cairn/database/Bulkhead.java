package org.cairn.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The database behind two sets of connections: one for people, who wait for a page, and one for all that can wait, which
 * is workers, and events that have the disk to fall back on. However slow the database is, neither takes what is the
 * other's.
 */
final class Bulkhead extends DelegatingDataSource {

    private static final ThreadLocal<Boolean> SERVES_PEOPLE = ThreadLocal.withInitial(() -> false);

    private final DataSource work;

    Bulkhead(DataSource people, DataSource work) {
        super(people);
        this.work = work;
    }

    /** Marks this thread as one on whose answer somebody waits, or takes the mark away. */
    static void servesPeople(boolean does) {
        if (does) {
            SERVES_PEOPLE.set(true);
        } else {
            SERVES_PEOPLE.remove();
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        return SERVES_PEOPLE.get() ? super.getConnection() : work.getConnection();
    }
}
