package org.cairn.lti.notice;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cairn.vault.Untold;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where platforms send notices (Platform Notification Service 1.0 section 3). Nobody signs in here: each notice is
 * signed, and each is looked at on its own. Canvas sends none twice, so what can be taken is answered 2xx.
 */
@RestController
class NoticeController {

    private static final Logger LOG = LoggerFactory.getLogger(NoticeController.class);

    private final NoticeReader reader;
    private final Taking taking;
    private final JsonMapper json;

    NoticeController(NoticeReader reader, Taking taking, JsonMapper json) {
        this.reader = reader;
        this.taking = taking;
        this.json = json;
    }

    @PostMapping("/lti/notices")
    ResponseEntity<ProblemDetail> take(HttpServletRequest request) {
        List<String> jwts;
        try {
            jwts = NoticeBody.read(request, json);
        } catch (NoticeBody.Unusable e) {
            return problem(e.status(), String.valueOf(e.getMessage()));
        }
        Map<String, Integer> refused = new TreeMap<>();
        int understood = 0;
        int broken = 0;
        for (String jwt : jwts) {
            try {
                taking.take(reader.read(jwt));
                understood++;
            } catch (NoticeRefused e) {
                refused.merge(e.reason(), 1, Integer::sum);
            } catch (RuntimeException e) {
                // ours, not theirs: the others are taken all the same, because none may come again
                broken++;
                LOG.error("A notice could not be taken", Untold.of(e));
            }
        }
        if (!refused.isEmpty()) {
            LOG.warn("Of {} notices some were refused: {}", jwts.size(), refused);
        }
        if (broken > 0) {
            // who sends once more does no harm: what was taken is not taken twice
            return problem(503, "%d of the notices could not be taken now: send them again.".formatted(broken));
        }
        if (understood == 0 && !refused.isEmpty()) {
            return problem(400, "No notice could be used: " + String.join("; ", refused.keySet()) + ".");
        }
        return ResponseEntity.ok().build();
    }

    private static ResponseEntity<ProblemDetail> problem(int status, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.valueOf(status), detail);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
