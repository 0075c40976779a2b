package org.cairn.practice.world;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives controllers the platform whose address was called, and pages what every page of it shows. */
@Component
@Profile("practice")
class CampusResolver implements HandlerMethodArgumentResolver, WebMvcConfigurer {

    private final Campuses campuses;

    CampusResolver(Campuses campuses) {
        this.campuses = campuses;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Campus.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer page,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest call = Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
        Campus campus = campuses.at(call.getRequestURI());
        if (page != null) {
            page.addAttribute("campus", campus);
            page.addAttribute("courses", campus.courses());
            page.addAttribute("university", World.INSTITUTION);
        }
        return campus;
    }
}
