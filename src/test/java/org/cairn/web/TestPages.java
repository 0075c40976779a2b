package org.cairn.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cairn.lti.Launch;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Renders the real templates around controllers in a test world; pages are kept in {@code target/pages} to look at. */
public final class TestPages {

    private TestPages() {}

    /** A browser of somebody with this launch, null for somebody without any; advices may stand among the controllers. */
    public static MockMvc browser(@Nullable Launch launch, Object... controllers) {
        Map<Boolean, List<Object>> parts = Arrays.stream(controllers)
                .collect(
                        Collectors.partitioningBy(part -> part.getClass().isAnnotationPresent(ControllerAdvice.class)));
        return MockMvcBuilders.standaloneSetup(parts.get(false).toArray())
                .setControllerAdvice(Stream.concat(Stream.of(new Problems()), parts.get(true).stream())
                        .toArray())
                .setCustomArgumentResolvers(new LaunchArgument(launch))
                .setViewResolvers(views())
                .setLocaleResolver(new org.springframework.web.servlet.i18n.FixedLocaleResolver(Locale.UK))
                .build();
    }

    private static ThymeleafViewResolver views() {
        ClassLoaderTemplateResolver templates = new ClassLoaderTemplateResolver();
        templates.setPrefix("templates/");
        templates.setSuffix(".html");
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(templates);
        engine.setTemplateEngineMessageSource(TestWorld.messageSource());
        ThymeleafViewResolver views = new ThymeleafViewResolver();
        views.setTemplateEngine(engine);
        views.setCharacterEncoding("UTF-8");
        return views;
    }

    /** Returns the page, and keeps it under that name. */
    public static String keep(MvcResult result, String name) {
        try {
            String html = result.getResponse().getContentAsString();
            Path file = Path.of("target", "pages", name + ".html");
            Files.createDirectories(file.getParent());
            Files.writeString(file, html);
            return html;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record LaunchArgument(@Nullable Launch launch) implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Launch.class;
        }

        @Override
        public @Nullable Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            return launch;
        }
    }
}
