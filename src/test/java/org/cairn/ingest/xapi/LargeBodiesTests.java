package org.cairn.ingest.xapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.cairn.ingest.endpoint.Problem;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class LargeBodiesTests {

    private final LargeBodies bodies = new LargeBodies();

    private static MockHttpServletRequest of(int bytes) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setContent(new byte[bytes]);
        return request;
    }

    @Test
    void tooManyLargeOnesAtOnceAreAskedToComeAgain() throws Exception {
        List<Integer> limits = new ArrayList<>();
        MockHttpServletRequest large = of(2 * 1024 * 1024);

        bodies.with(
                large,
                first -> bodies.with(large, second -> {
                    limits.add(second);
                    bodies.with(of(100), limits::add);
                    assertThatThrownBy(() -> bodies.with(large, limits::add))
                            .isInstanceOfSatisfying(Problem.class, problem -> {
                                assertThat(problem.status()).isEqualTo(503);
                                assertThat(problem.header("Retry-After")).isEqualTo("5");
                            });
                }));
        bodies.with(large, limits::add);

        assertThat(limits).containsExactly(16 * 1024 * 1024, 1024 * 1024, 16 * 1024 * 1024);
    }
}
