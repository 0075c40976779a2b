package org.cairn.database;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * What every connection to PostgreSQL is told, unless its URL says otherwise: a node that stops in the middle of its work
 * loses it to the others after a minute, and what it writes when it goes on is refused; and statements are planned for
 * the tables as they are.
 */
@Component
class PostgresConnections implements BeanPostProcessor {

    static final String STOPPED = "-c idle_in_transaction_session_timeout=60s";

    /**
     * A plan that is kept is one for the tables as they were when it was made. Made while they were small, it reads all
     * rows of an institution for ever, and thousands of events wait behind each look-up.
     */
    static final String PLANNED_EACH_TIME = "-c plan_cache_mode=force_custom_plan";

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool && isPostgres(pool)) {
            pool.addDataSourceProperty("options", STOPPED + " " + PLANNED_EACH_TIME);
            pool.addDataSourceProperty("tcpKeepAlive", "true");
            // details quote the rows that were refused
            pool.addDataSourceProperty("logServerErrorDetail", "false");
            pool.addDataSourceProperty("connectTimeout", "5");
        }
        return bean;
    }

    private static boolean isPostgres(HikariDataSource pool) {
        String url = pool.getJdbcUrl();
        return url != null && url.startsWith("jdbc:postgresql:");
    }
}
