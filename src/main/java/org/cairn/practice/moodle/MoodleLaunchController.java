package org.cairn.practice.moodle;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.cairn.practice.PracticeKey;
import org.cairn.practice.lti.Initiations;
import org.cairn.practice.lti.LaunchesUnderWay;
import org.cairn.practice.lti.Launching;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Link;
import org.cairn.practice.world.Tool;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A launch (1EdTech Security Framework 1.0, section 5.1.1) as Moodle's {@code launch.php} and {@code auth.php} do it. */
@Controller
@Profile("practice")
class MoodleLaunchController {

    private final PracticeKey key;
    private final LaunchesUnderWay launches;
    private final MoodleClaims claims;
    private final JsonMapper json;

    MoodleLaunchController(PracticeKey key, LaunchesUnderWay launches, MoodleClaims claims, JsonMapper json) {
        this.key = key;
        this.launches = launches;
        this.claims = claims;
        this.json = json;
    }

    @GetMapping("/practice/moodle/mod/lti/certs.php")
    @ResponseBody
    Map<String, Object> certs() {
        return key.published();
    }

    /** Posts the login initiation from inside the frame; a Moodle offers no storage. */
    @GetMapping("/practice/moodle/mod/lti/launch.php")
    String launch(@RequestParam String launchid, Model model) {
        Launching launching =
                launches.look(launchid).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        Link link = launching.link();
        Map<String, Object> hint = new LinkedHashMap<>();
        hint.put("cmid", link == null ? 0 : link.id());
        hint.put("launchid", launchid);
        model.addAttribute("action", launching.tool().loginUrl());
        model.addAttribute("fields", Initiations.parameters(launching, json.writeValueAsString(hint)));
        return "practice/post";
    }

    @RequestMapping(
            path = "/practice/moodle/mod/lti/auth.php",
            method = {RequestMethod.GET, RequestMethod.POST})
    String auth(Campus campus, @RequestParam Map<String, String> request, Model model) {
        Launching launching = launches.take(launchId(request.getOrDefault("lti_message_hint", "")))
                .filter(one -> one.campus() == campus)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST, "Invalid launch"));
        Tool tool = launching.tool();
        if (!tool.redirectUris().contains(request.getOrDefault("redirect_uri", ""))) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "Unregistered redirect_uri");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        Optional<String> fault = faultOf(request, launching);
        if (fault.isPresent()) {
            fields.put("error", fault.get());
        } else {
            fields.put("id_token", key.sign(claims.of(launching, request.getOrDefault("nonce", ""))));
        }
        if (request.containsKey("state")) {
            fields.put("state", request.getOrDefault("state", ""));
        }
        model.addAttribute("action", request.get("redirect_uri"));
        model.addAttribute("fields", fields);
        return "practice/post";
    }

    /** What Moodle says is wrong with an authentication request, if anything is. */
    private static Optional<String> faultOf(Map<String, String> request, Launching launching) {
        if (!"openid".equals(request.get("scope"))) {
            return Optional.of("invalid_scope");
        }
        if (!"id_token".equals(request.get("response_type"))) {
            return Optional.of("unsupported_response_type");
        }
        if (!launching.tool().clientId().equals(request.get("client_id"))) {
            return Optional.of("unauthorized_client");
        }
        boolean prompted = !"none".equals(request.getOrDefault("prompt", "none"));
        if (!"form_post".equals(request.get("response_mode"))
                || prompted
                || request.getOrDefault("nonce", "").isBlank()) {
            return Optional.of("invalid_request");
        }
        boolean same = launching.campus().sub(launching.person()).equals(request.get("login_hint"));
        return same ? Optional.empty() : Optional.of("access_denied");
    }

    private String launchId(String hint) {
        try {
            return json.readTree(hint).path("launchid").asString("");
        } catch (JacksonException e) {
            return "";
        }
    }
}
