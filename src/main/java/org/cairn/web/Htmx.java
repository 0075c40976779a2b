package org.cairn.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.UrlResource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves htmx at an address without its version, which only the build knows. */
@Configuration(proxyBeanMethods = false)
class Htmx implements WebMvcConfigurer {

    private static final String FILE = "classpath*:/META-INF/resources/webjars/htmx.org/*/dist/htmx.min.js";

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/webjars/htmx.org/dist/**")
                .addResourceLocations(folder())
                .setCachePeriod(3600);
    }

    private static Resource folder() {
        try {
            String file = new PathMatchingResourcePatternResolver()
                    .getResources(FILE)[0]
                    .getURL()
                    .toString();
            return new UrlResource(file.substring(0, file.lastIndexOf('/') + 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
