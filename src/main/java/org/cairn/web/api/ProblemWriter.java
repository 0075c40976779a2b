package org.cairn.web.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.cairn.web.Wording;
import org.cairn.web.Words;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes problems as {@code application/problem+json}, whatever the caller said to accept. */
@Component
class ProblemWriter {

    private final Wording wording;
    private final JsonMapper json;

    ProblemWriter(Wording wording, JsonMapper json) {
        this.wording = wording;
        this.json = json;
    }

    void write(HttpServletRequest request, HttpServletResponse response, ApiProblem problem) throws IOException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("title", problem.status().getReasonPhrase());
        body.put("status", problem.status().value());
        body.put("detail", detail(problem));
        body.put("instance", request.getRequestURI());
        problem.why().getLast().told().ifPresent(code -> body.put("code", code));
        body.putAll(problem.fields());
        response.setStatus(problem.status().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(body));
    }

    private String detail(ApiProblem problem) {
        Words words = wording.in(Locale.ENGLISH);
        return problem.why().stream().map(words::complaint).collect(Collectors.joining(" "));
    }
}
