package org.cairn.ingest.inbox;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A database that can be taken away, slowed down, made to hang, or to refuse what is written. */
final class Outages extends DelegatingDataSource {

    private volatile boolean away;
    private volatile String refusal = "";
    private volatile Duration slow = Duration.ZERO;
    private volatile CountDownLatch hanging = new CountDownLatch(0);

    Outages(DataSource database) {
        super(database);
    }

    /** Puts itself between a whole application and its database, to be imported by its test. */
    @TestConfiguration
    static class InTheWay {
        @Bean
        static BeanPostProcessor outages() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof DataSource database ? new Outages(database) : bean;
                }
            };
        }
    }

    void away(boolean is) {
        away = is;
    }

    /** Every statement takes so much longer. */
    void slow(Duration by) {
        slow = by;
    }

    /** Nothing is answered until {@link #answer}. */
    void hang() {
        hanging = new CountDownLatch(1);
    }

    void answer() {
        hanging.countDown();
    }

    /** Reads go on, writes fail with this SQL state; empty to let them pass. */
    void refuseWrites(String state) {
        refusal = state;
    }

    @Override
    public Connection getConnection() throws SQLException {
        check();
        Connection connection = super.getConnection();
        return (Connection) wrapped(Connection.class, connection);
    }

    private Object wrapped(Class<?> type, Object target) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            String name = method.getName();
            if (name.startsWith("execute") || name.equals("commit")) {
                check();
                LockSupport.parkNanos(slow.toNanos());
            }
            if ((name.equals("executeBatch") || name.equals("executeUpdate") || name.equals("commit"))
                    && !refusal.isEmpty()) {
                throw new SQLException("no space left", refusal);
            }
            try {
                Object result = method.invoke(target, arguments);
                Class<?> returned = method.getReturnType();
                return result instanceof java.sql.Statement && returned.isInterface()
                        ? wrapped(returned, result)
                        : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private void check() throws SQLException {
        try {
            hanging.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (away) {
            throw new SQLNonTransientConnectionException("the server closed the connection", "08006");
        }
    }
}
