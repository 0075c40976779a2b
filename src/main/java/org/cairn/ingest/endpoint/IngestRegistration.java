package org.cairn.ingest.endpoint;

import java.util.List;
import org.cairn.ingest.feed.OpenFeeds;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Puts the endpoint beside the dispatcher, not behind it: every event passes here, and needs none of it. */
@Configuration(proxyBeanMethods = false)
class IngestRegistration {

    @Bean
    ServletRegistrationBean<IngestServlet> ingestServlet(
            OpenFeeds feeds, List<Door> doors, Refusals refusals, JsonMapper json) {
        var registration = new ServletRegistrationBean<>(new IngestServlet(feeds, doors, refusals, json), "/ingest/*");
        registration.setName("ingest");
        registration.setLoadOnStartup(1);
        return registration;
    }
}
