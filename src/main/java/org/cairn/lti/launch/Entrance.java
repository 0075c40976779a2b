package org.cairn.lti.launch;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.cairn.lti.Embed;
import org.cairn.lti.Launch;
import org.cairn.lti.Purpose;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.stereotype.Component;

/** Leads who was let in to their first page, or to the page on which their browser proves itself. */
@Component
class Entrance implements AuthenticationSuccessHandler {

    private final StoragePages pages;
    private final PageHeaders headers;

    Entrance(StoragePages pages, PageHeaders headers) {
        this.pages = pages;
        this.headers = headers;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        StrictProvider.Arrived arrived = (StrictProvider.Arrived) Objects.requireNonNull(authentication.getPrincipal());
        Session session = arrived.arrival().session();
        headers.framedBy(session.frameAncestors(), response);
        String secret = arrived.arrival().secret();
        if (secret == null) {
            pages.prove(arrived.login(), session, request, response);
            return;
        }
        Cookies.setSession(request, response, session.handle(), secret, Sessions.LIFETIME);
        lead(response, session.toLaunch(session.handle()));
    }

    /** Sends the browser on to the first page of a launch. */
    static void lead(HttpServletResponse response, Launch launch) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", page(launch) + "?launch=" + launch.token());
    }

    private static String page(Launch launch) {
        return switch (launch.purpose()) {
            case Purpose.Choice choice -> "/instructor/content";
            case Purpose.Review review ->
                "/instructor/students/" + review.student().value();
            case Purpose.Visit visit -> launch.course() == null ? withoutCourse(launch) : page(launch, visit.embed());
        };
    }

    private static String withoutCourse(Launch launch) {
        return launch.mayAdminister() ? "/admin" : "/student/badges";
    }

    private static String page(Launch launch, @Nullable Embed embed) {
        if (embed == null) {
            return switch (launch.role()) {
                case STUDENT -> "/student";
                case INSTRUCTOR -> "/instructor";
                case ADMINISTRATOR -> "/admin";
            };
        }
        String rooms = launch.mayTeach() ? "/instructor" : "/student";
        return switch (embed.view()) {
            case BADGE -> rooms + "/badge/" + embed.badge();
            case PROGRESS, CLASS -> rooms;
        };
    }
}
