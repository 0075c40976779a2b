package org.cairn.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.cairn.CairnApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class PracticeGuardTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://badges.example.edu",
                "http://127.0.0.1.example.edu",
                "http://localhost@evil.example",
                "http://192.168.1.4:8080",
                "not an address",
                ""
            })
    void refusesToRunWhereOthersCouldReachIt(String publicUrl) {
        assertThatThrownBy(() -> guard(environment("practice", publicUrl, "")))
                .isInstanceOf(NotLoopback.class)
                .hasMessageContaining("loopback")
                .hasMessageContaining("'" + publicUrl + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8080", "http://localhost:9000", "http://[::1]:8080"})
    void runsOnLoopback(String publicUrl) {
        StandardEnvironment environment = environment("practice", publicUrl, "");

        guard(environment);

        assertThat(environment.getProperty("cairn.operator-token")).hasSize(43);
    }

    @Test
    void keepsAnOperatorTokenThatWasGiven() {
        StandardEnvironment environment = environment("practice", "http://127.0.0.1:8080", "given");

        guard(environment);

        assertThat(environment.getProperty("cairn.operator-token")).isEqualTo("given");
    }

    @Test
    void doesNothingWithoutTheProfile() {
        StandardEnvironment environment = environment("other", "https://badges.example.edu", "");

        guard(environment);

        assertThat(environment.getProperty("cairn.operator-token")).isEmpty();
    }

    @Test
    void theApplicationDoesNotStartElsewhere() {
        SpringApplication application = new SpringApplication(CairnApplication.class);
        application.setAdditionalProfiles("practice");

        assertThatThrownBy(() -> application.run("--cairn.public-url=https://badges.example.edu"))
                .isInstanceOf(NotLoopback.class);
    }

    @Test
    void theRefusalSaysWhatToDo() {
        NotLoopback refusal = new NotLoopback("https://badges.example.edu");

        assertThat(new NotLoopbackAnalyzer().analyze(refusal).getAction()).contains("CAIRN_PUBLIC_URL");
    }

    private static void guard(StandardEnvironment environment) {
        new PracticeGuard().postProcessEnvironment(environment, new SpringApplication());
    }

    private static StandardEnvironment environment(String profile, String publicUrl, String token) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.setActiveProfiles(profile);
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test", Map.of("cairn.public-url", publicUrl, "cairn.operator-token", token)));
        return environment;
    }
}
