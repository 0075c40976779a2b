package org.cairn.ingest.pull;

import java.time.Duration;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.ingest.CourseStirred;
import org.cairn.ingest.Pulls;
import org.cairn.lti.Courses;
import org.cairn.worker.Worker;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Has courses asked in which more happened than was told. What is forgotten when the application ends is asked on
 * schedule all the same.
 */
@Component
class StirredCourses extends Worker {

    private static final int MOST = 10_000;
    private static final Duration REST = Duration.ofMinutes(1);

    private final Set<CourseStirred> waiting = ConcurrentHashMap.newKeySet();
    private final ObjectProvider<Pulls> pulls;
    private final Courses courses;

    StirredCourses(ObjectProvider<Pulls> pulls, Courses courses) {
        super("cairn-stirred");
        this.pulls = pulls;
        this.courses = courses;
    }

    /** Not before the commit, and not on the thread that works off messages. */
    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void on(CourseStirred stirred) {
        if (waiting.size() < MOST && waiting.add(stirred)) {
            wake();
        }
    }

    @Override
    protected Duration round() {
        Pulls asking = pulls.getIfAvailable();
        for (Iterator<CourseStirred> each = waiting.iterator(); each.hasNext(); ) {
            CourseStirred stirred = each.next();
            each.remove();
            if (asking != null) {
                courses.find(stirred.platform(), stirred.course()).ifPresent(course -> asking.wanted(course.id()));
            }
        }
        return REST;
    }
}
