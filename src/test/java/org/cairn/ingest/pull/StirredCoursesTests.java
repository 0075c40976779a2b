package org.cairn.ingest.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.cairn.TestDatabase;
import org.cairn.ingest.CourseStirred;
import org.cairn.ingest.Pulls;
import org.cairn.lti.CourseId;
import org.cairn.lti.TestLti;
import org.cairn.platform.Platform;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class StirredCoursesTests {

    private final TestLti lti = TestLti.on(TestDatabase.H2.fresh());
    private final Platform platform = lti.canvas("North Hill");
    private final CourseId course = lti.courses().know(platform.id(), "context", "565", "Collaboration");
    private final List<CourseId> wanted = new CopyOnWriteArrayList<>();

    private Pulls pulls() {
        return (Pulls) java.lang.reflect.Proxy.newProxyInstance(
                Pulls.class.getClassLoader(), new Class<?>[] {Pulls.class}, (proxy, method, args) -> {
                    assertThat(method.getName()).isEqualTo("wanted");
                    return wanted.add((CourseId) args[0]);
                });
    }

    @Test
    void coursesThatWeKnowAreAskedOnce() {
        var beans = new StaticListableBeanFactory();
        beans.addBean("pulls", pulls());
        StirredCourses stirred = new StirredCourses(beans.getBeanProvider(Pulls.class), lti.courses());
        stirred.on(new CourseStirred(platform.id(), "565"));
        stirred.on(new CourseStirred(platform.id(), "565"));
        stirred.on(new CourseStirred(platform.id(), "999"));
        stirred.start();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !wanted.isEmpty());
        stirred.stop();

        assertThat(wanted).containsExactly(course);
    }

    @Test
    void whereNothingCanBeAskedNothingIs() {
        StirredCourses stirred =
                new StirredCourses(new StaticListableBeanFactory().getBeanProvider(Pulls.class), lti.courses());
        stirred.on(new CourseStirred(platform.id(), "565"));
        assertThat(stirred.round()).isPositive();
        assertThat(wanted).isEmpty();
    }
}
