package org.cairn.practice.moodle;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.cairn.practice.PracticeState;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/** The Moodle's web services by REST: XML unless JSON is asked for, and errors with status 200. */
@Controller
@Profile("practice")
public class WebServiceController {

    private final WebService service;
    private final JsonMapper json;
    private final String token;

    WebServiceController(WebService service, JsonMapper json, PracticeState state) {
        this.service = service;
        this.json = json;
        this.token = state.secret("moodle-token");
    }

    /** What the service user's token is. */
    public String token() {
        return token;
    }

    @RequestMapping(
            path = "/practice/moodle/webservice/rest/server.php",
            method = {RequestMethod.GET, RequestMethod.POST})
    ResponseEntity<byte[]> call(@RequestParam Map<String, String> parameters) {
        boolean asJson = "json".equals(parameters.get("moodlewsrestformat"));
        try {
            if (!token.equals(parameters.get("wstoken"))) {
                throw new WebService.Error("invalidtoken");
            }
            Object answer = service.answer(parameters.getOrDefault("wsfunction", ""), parameters);
            return asJson ? json(answer) : xml("<RESPONSE/>");
        } catch (WebService.Error e) {
            String code = String.valueOf(e.getMessage());
            return asJson
                    ? json(Map.of("exception", "core\\exception\\moodle_exception", "errorcode", code, "message", code))
                    : xml("<EXCEPTION class=\"moodle_exception\"><ERRORCODE>%s</ERRORCODE></EXCEPTION>"
                            .formatted(code));
        }
    }

    private ResponseEntity<byte[]> json(Object answer) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(json.writeValueAsBytes(answer));
    }

    private static ResponseEntity<byte[]> xml(String element) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_XML)
                .body(("<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n" + element).getBytes(StandardCharsets.UTF_8));
    }
}
