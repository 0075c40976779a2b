package org.cairn;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Counts what a database is asked to do: each statement as often as it is executed, in a batch once for each row. */
public final class CountedStatements {

    private final TestDatabase.Fresh database;
    private final List<String> executed = new CopyOnWriteArrayList<>();

    private CountedStatements(TestDatabase.Fresh uncounted) {
        DataSource counted = around(DataSource.class, uncounted.dataSource(), (method, arguments, result) -> {
            return result instanceof Connection connection ? counting(connection) : result;
        });
        this.database = new TestDatabase.Fresh(
                counted, JdbcClient.create(counted), new TransactionTemplate(new JdbcTransactionManager(counted)));
    }

    public static CountedStatements on(TestDatabase kind) {
        return new CountedStatements(kind.fresh());
    }

    /** The database whose statements are counted. */
    public TestDatabase.Fresh database() {
        return database;
    }

    public void reset() {
        executed.clear();
    }

    public long count(Predicate<String> wanted) {
        return executed.stream().filter(wanted).count();
    }

    private Connection counting(Connection connection) {
        return around(Connection.class, connection, (method, arguments, result) -> {
            return result instanceof PreparedStatement statement
                            && arguments != null
                            && arguments[0] instanceof String sql
                    ? counting(statement, sql)
                    : result;
        });
    }

    private PreparedStatement counting(PreparedStatement statement, String sql) {
        return around(PreparedStatement.class, statement, (method, arguments, result) -> {
            String name = method.getName();
            if (name.equals("addBatch") || (name.startsWith("execute") && !name.equals("executeBatch"))) {
                executed.add(sql);
            }
            return result;
        });
    }

    /** What becomes of what a call answered. */
    private interface Answered {
        @Nullable
        Object after(Method method, @Nullable Object @Nullable [] arguments, @Nullable Object result);
    }

    private static <T> T around(Class<T> type, T inner, Answered answered) {
        return type.cast(Proxy.newProxyInstance(
                CountedStatements.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return answered.after(method, arguments, method.invoke(inner, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
