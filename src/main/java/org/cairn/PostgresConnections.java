package org.cairn;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * What every connection to PostgreSQL is told, unless its URL says otherwise: a node that stops in the middle of its work
 * loses it to the others after a minute, and what it writes when it goes on is refused.
 */
@Component
class PostgresConnections implements BeanPostProcessor {

    static final String STOPPED = "-c idle_in_transaction_session_timeout=60s";

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool && isPostgres(pool)) {
            pool.addDataSourceProperty("options", STOPPED);
            pool.addDataSourceProperty("tcpKeepAlive", "true");
            pool.addDataSourceProperty("connectTimeout", "5");
        }
        return bean;
    }

    private static boolean isPostgres(HikariDataSource pool) {
        String url = pool.getJdbcUrl();
        return url != null && url.startsWith("jdbc:postgresql:");
    }
}
