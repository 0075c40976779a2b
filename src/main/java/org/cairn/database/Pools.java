package org.cairn.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Puts a second, smaller set of connections for work beside the configured one, which is then for people only. */
@Component
class Pools implements BeanPostProcessor, PriorityOrdered, EnvironmentAware, DisposableBean {

    /** The least that workers, which hold one connection each and now and then a second, get along with. */
    private static final int FEWEST = 4;

    private final List<HikariDataSource> forWork = new ArrayList<>();
    private int most = FEWEST;

    @Override
    public void setEnvironment(Environment environment) {
        most = Math.max(FEWEST, environment.getProperty("cairn.work-pool", Integer.class, FEWEST));
    }

    /** After the start has waited for the database, and before anybody else sees it. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 1;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (!(bean instanceof HikariDataSource people)) {
            return bean;
        }
        HikariConfig config = new HikariConfig();
        people.copyStateTo(config);
        config.setPoolName("work");
        config.setMaximumPoolSize(most);
        config.setMinimumIdle(2);
        HikariDataSource work = new HikariDataSource();
        config.copyStateTo(work);
        forWork.add(work);
        if (people.getDataSource() instanceof ClosedDatabase embedded) {
            embedded.onOpened(() -> Stream.of(people, work)
                    .map(HikariDataSource::getHikariPoolMXBean)
                    .filter(Objects::nonNull)
                    .forEach(HikariPoolMXBean::softEvictConnections));
        }
        return new Bulkhead(people, work);
    }

    /** After everything that uses them. */
    @Override
    public void destroy() {
        forWork.forEach(HikariDataSource::close);
    }
}
