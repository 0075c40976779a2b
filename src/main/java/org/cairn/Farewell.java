package org.cairn;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Lets a node that was told to stop go on answering for a while, with its readiness down, so that balancers send nobody
 * there any more by the time it is gone.
 */
@Component
class Farewell implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);

    private final Duration pause;
    private volatile boolean running;

    Farewell(Settings settings) {
        this.pause = settings.farewell();
    }

    /**
     * What the operator's balancer needs.
     *
     * @param farewell how long it may take to see that a node is leaving
     */
    @ConfigurationProperties("cairn")
    record Settings(@DefaultValue("0s") Duration farewell) {}

    @Override
    public void start() {
        running = true;
    }

    /** The web server stops after this, and says before this that it refuses traffic. */
    @Override
    public void stop() {
        if (running && pause.isPositive()) {
            LOG.info("Leaving: balancers have {} to notice", pause);
            long until = System.nanoTime() + pause.toNanos();
            for (long now = System.nanoTime(); now < until; now = System.nanoTime()) {
                LockSupport.parkNanos(until - now);
            }
        }
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
