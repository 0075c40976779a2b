package org.cairn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.cairn.drive.RawHttp;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

class FarewellTests {

    @Test
    @Case("F24")
    void aNodeThatLeavesSaysSoAndStillAnswers() throws Exception {
        WebServerApplicationContext node =
                (WebServerApplicationContext) new SpringApplicationBuilder(CairnApplication.class)
                        .run(
                                "--server.port=0",
                                "--cairn.farewell=6s",
                                "--cairn.home=target/test-home-farewell/" + java.util.UUID.randomUUID(),
                                "--cairn.operator-token=a-token-for-the-farewell-0123456789abcdef");
        int port = node.getWebServer().getPort();
        assertThat(status(port, "/actuator/health/readiness")).isEqualTo(200);
        assertThat(status(port, "/")).isLessThan(400);

        CompletableFuture<Void> stopped =
                CompletableFuture.runAsync(((org.springframework.context.ConfigurableApplicationContext) node)::close);

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> stopped.isDone() || status(port, "/actuator/health/readiness") == 503);
        assertThat(stopped).isNotDone();
        assertThat(status(port, "/")).as("who comes all the same is served").isLessThan(400);
        stopped.get(60, TimeUnit.SECONDS);
    }

    private static int status(int port, String path) throws Exception {
        try (RawHttp http = new RawHttp(port)) {
            return http.get(path).status();
        }
    }
}
