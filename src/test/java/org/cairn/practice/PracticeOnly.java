package org.cairn.practice;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/**
 * Starts the practice platform alone, in front of a tool that is a stub: so it is seen to need nothing but HTTP. Not a
 * {@code @Configuration}, so that Cairn's own scan does not find it.
 */
@EnableAutoConfiguration(
        excludeName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration"
        })
@ComponentScan("org.cairn.practice")
public class PracticeOnly {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    public static WireMockServer tool() {
        WireMockServer tool =
                new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
        tool.start();
        return tool;
    }

    public static ConfigurableApplicationContext start(WireMockServer tool, Path home) {
        SpringApplication application = new SpringApplication(PracticeOnly.class);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setAdditionalProfiles("practice");
        return application.run(
                "--cairn.public-url=http://127.0.0.1:" + tool.port(),
                "--cairn.home=" + home,
                "--cairn.operator-token=operator",
                "--server.port=0");
    }
}
