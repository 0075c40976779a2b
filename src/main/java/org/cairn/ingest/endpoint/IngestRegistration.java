package org.cairn.ingest.endpoint;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.cairn.ingest.inbox.Inbox;
import org.cairn.ingest.inbox.OpenFeeds;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Puts the endpoint beside the dispatcher, not behind it: every event passes here, and needs none of it. */
@Configuration(proxyBeanMethods = false)
class IngestRegistration {

    @Bean
    ServletRegistrationBean<IngestServlet> ingestServlet(
            OpenFeeds feeds,
            Signatures signatures,
            BadSignatures bad,
            List<Format> formats,
            Inbox inbox,
            JsonMapper json) {
        var byName = formats.stream()
                .collect(Collectors.toMap(format -> format.kind().name().toLowerCase(Locale.ROOT), format -> format));
        var registration = new ServletRegistrationBean<>(
                new IngestServlet(feeds, signatures, bad, byName, inbox, json), "/ingest/*");
        registration.setName("ingest");
        registration.setLoadOnStartup(1);
        return registration;
    }
}
