package org.cairn;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Counts the rows that a database reads to answer queries, by asking it to explain each of them before. */
public final class RowsRead extends DelegatingDataSource {

    private static final Pattern H2_SCANNED = Pattern.compile("scanCount: (\\d+)");
    private static final Pattern POSTGRES_ROWS =
            Pattern.compile("actual time=\\S+ rows=(\\d+)(?:\\.\\d+)? loops=(\\d+)");
    private static final Pattern POSTGRES_REMOVED = Pattern.compile("Rows Removed by (?:Filter|Index Recheck): (\\d+)");

    private final AtomicLong rows = new AtomicLong();
    private final List<String> plans = Collections.synchronizedList(new ArrayList<>());

    public RowsRead(DataSource database) {
        super(database);
    }

    /** How many rows were read since this was asked last. */
    public long andForget() {
        return rows.getAndSet(0);
    }

    /** What the database said of the queries so far. */
    public List<String> plans() {
        return plans;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        return proxy(Connection.class, (self, method, arguments) -> {
            Object answer = call(connection, method, arguments);
            return method.getName().equals("prepareStatement") && ((String) arguments[0]).startsWith("select")
                    ? explained(connection, (PreparedStatement) answer, (String) arguments[0])
                    : answer;
        });
    }

    private PreparedStatement explained(Connection connection, PreparedStatement statement, String sql) {
        List<Object[]> calls = new ArrayList<>();
        List<Method> setters = new ArrayList<>();
        return proxy(PreparedStatement.class, (self, method, arguments) -> {
            if (method.getName().startsWith("set") && method.getParameterCount() > 1) {
                setters.add(method);
                calls.add(arguments);
            }
            if (method.getName().equals("executeQuery")) {
                try (PreparedStatement explain = connection.prepareStatement("explain analyze " + sql)) {
                    for (int i = 0; i < calls.size(); i++) {
                        call(explain, setters.get(i), calls.get(i));
                    }
                    count(explain);
                }
            }
            return call(statement, method, arguments);
        });
    }

    private void count(PreparedStatement explain) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (ResultSet lines = explain.executeQuery()) {
            while (lines.next()) {
                plan.append(lines.getString(1)).append('\n');
            }
        }
        plans.add(plan.toString());
        Matcher scanned = H2_SCANNED.matcher(plan);
        while (scanned.find()) {
            rows.addAndGet(Long.parseLong(scanned.group(1)));
        }
        plan.toString().lines().forEach(this::countPostgres);
    }

    /** What a scan gave, and what it read in vain; what is done with it above is no reading. */
    private void countPostgres(String line) {
        Matcher given = POSTGRES_ROWS.matcher(line);
        if (given.find() && line.contains(" Scan ")) {
            rows.addAndGet(Long.parseLong(given.group(1)) * Long.parseLong(given.group(2)));
        }
        Matcher removed = POSTGRES_REMOVED.matcher(line);
        if (removed.find()) {
            rows.addAndGet(Long.parseLong(removed.group(1)));
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
