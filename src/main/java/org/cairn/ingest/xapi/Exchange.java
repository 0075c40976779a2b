package org.cairn.ingest.xapi;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.cairn.ingest.endpoint.Problem;
import org.cairn.ingest.endpoint.Visit;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.ingest.xapi.documents.Conditions;
import org.cairn.ingest.xapi.documents.Content;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a resource: plainly, or in the alternate syntax (Communication 1.3), in which a form holds
 * the header fields, the parameters and the content of the request that is meant.
 *
 * @param content the content of the form; null where the body is to be read
 */
record Exchange(
        Visit visit,
        String method,
        Map<String, String> parameters,
        @Nullable String content) {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int MOST_FORM_BYTES = 1024 * 1024;
    private static final Set<String> METHODS = Set.of("GET", "PUT", "POST", "HEAD", "DELETE");
    private static final Set<String> HEADERS = Set.of(
            "authorization",
            "x-experience-api-version",
            "content-type",
            "content-length",
            "if-match",
            "if-none-match",
            "accept",
            "accept-language");

    static Exchange of(Visit visit) throws IOException, Problem {
        String method = visit.request().getMethod();
        Map<String, String> parameters = Parameters.parse(visit.request().getQueryString());
        if (!method.equals("POST") || !parameters.containsKey("method")) {
            return new Exchange(visit, method, parameters, null);
        }
        if (parameters.size() > 1) {
            throw bad("In the alternate syntax, 'method' is the only parameter of the address.");
        }
        String meant = parameters.get("method").toUpperCase(Locale.ROOT);
        if (!METHODS.contains(meant)) {
            throw bad("In the alternate syntax, 'method' is GET, HEAD, POST, PUT or DELETE.");
        }
        return alternate(visit, meant);
    }

    private static Exchange alternate(Visit visit, String method) throws IOException, Problem {
        String type = visit.request().getContentType();
        if (type != null && !type.toLowerCase(Locale.ROOT).startsWith(FORM)) {
            throw bad("In the alternate syntax, the body is a form (%s).".formatted(FORM));
        }
        Map<String, String> form = Parameters.parse(text(visit));
        String content = form.remove("content");
        if (content == null && (method.equals("PUT") || method.equals("POST"))) {
            throw bad("In the alternate syntax, the form holds what is sent as 'content'.");
        }
        Map<String, String> headers = new TreeMap<>();
        for (String key : Set.copyOf(form.keySet())) {
            String lower = key.toLowerCase(Locale.ROOT);
            if (HEADERS.contains(lower)) {
                headers.put(lower, form.remove(key));
            }
        }
        headers.putIfAbsent("content-type", "application/json");
        Visit meant = new Visit(visit.open(), visit.rest(), new Meant(visit.request(), headers), visit.response());
        return new Exchange(meant, method, form, content);
    }

    private static String text(Visit visit) throws IOException, Problem {
        try {
            return StrictJson.text(visit.body(MOST_FORM_BYTES));
        } catch (StrictJson.Unreadable e) {
            throw bad(String.valueOf(e.getMessage()));
        }
    }

    boolean strict() {
        return visit.feed().reading().strict();
    }

    @Nullable
    String header(String name) {
        return visit.request().getHeader(name);
    }

    /** The media type of what is sent, without its parameters and in lower case; empty where none is named. */
    String mediaType() {
        String type = header("Content-Type");
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    static Problem bad(String detail) {
        return new Problem(400, "xapi", detail);
    }

    /** Answers with a document: where the asker has it already, by saying so (Communication 2.2, 3.1). */
    void answer(Content content, @Nullable Instant changed) throws IOException {
        visit.response().setHeader("ETag", content.tag());
        if (changed != null) {
            visit.response().setDateHeader("Last-Modified", changed.toEpochMilli());
        }
        if (conditions().has(content)) {
            visit.answer(304);
        } else {
            visit.answer(200, content.type(), content.bytes());
        }
    }

    Conditions conditions() {
        return new Conditions(header("If-Match"), header("If-None-Match"));
    }

    byte[] contentBytes() {
        return String.valueOf(content).getBytes(StandardCharsets.UTF_8);
    }

    /** A request whose header fields stand in the form. */
    private static final class Meant extends HttpServletRequestWrapper {
        private final Map<String, String> headers;

        private Meant(HttpServletRequest request, Map<String, String> headers) {
            super(request);
            this.headers = headers;
        }

        @Override
        public @Nullable String getHeader(String name) {
            String own = headers.get(name.toLowerCase(Locale.ROOT));
            return own == null ? super.getHeader(name) : own;
        }
    }
}
