package org.cairn.credential;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives programs that ask a public page for JSON what stands under the same address with {@code .json} behind it. */
@Component
class JsonByAccept extends OncePerRequestFilter {

    private static final Pattern PAGE =
            Pattern.compile("/credentials/[A-Za-z0-9_-]+|/issuers/[0-9a-fA-F-]+|/badges/[0-9a-fA-F-]+/[^/.]+");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        return !reads || !PAGE.matcher(request.getRequestURI()).matches() || !prefersJson(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        request.getRequestDispatcher(request.getRequestURI() + ".json").forward(request, response);
    }

    /** True when some kind of JSON is named before any HTML, by weight and then by order; a wildcard names neither. */
    private static boolean prefersJson(HttpServletRequest request) {
        try {
            List<MediaType> accepted =
                    MediaType.parseMediaTypes(List.copyOf(Collections.list(request.getHeaders(HttpHeaders.ACCEPT))));
            return accepted.stream()
                    .filter(type -> isJson(type) || isHtml(type))
                    .sorted(Comparator.comparingDouble(MediaType::getQualityValue)
                            .reversed())
                    .findFirst()
                    .filter(JsonByAccept::isJson)
                    .isPresent();
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private static boolean isJson(MediaType type) {
        return type.getType().equals("application")
                && (type.getSubtype().equals("json") || type.getSubtype().endsWith("+json"));
    }

    private static boolean isHtml(MediaType type) {
        return type.getSubtype().equals("html") || type.getSubtype().equals("xhtml+xml");
    }
}
