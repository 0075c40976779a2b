package org.cairn.practice;

import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;

/**
 * Refuses the profile {@code practice} anywhere but on loopback, before anything else starts, and makes up an operator
 * token for this run if none is given.
 */
class PracticeGuard implements EnvironmentPostProcessor, Ordered {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final String TOKEN = "cairn.operator-token";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (!environment.acceptsProfiles(Profiles.of("practice"))) {
            return;
        }
        String publicUrl = environment.getProperty("cairn.public-url", "");
        if (!loopback(publicUrl)) {
            throw new NotLoopback(publicUrl);
        }
        if (environment.getProperty(TOKEN, "").isBlank()) {
            environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource("practice operator token", Map.of(TOKEN, token())));
        }
    }

    private static boolean loopback(String publicUrl) {
        try {
            String host = URI.create(publicUrl).getHost();
            return host != null && LOOPBACK.contains(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String token() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 1;
    }
}
