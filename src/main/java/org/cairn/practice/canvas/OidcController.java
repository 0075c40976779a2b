package org.cairn.practice.canvas;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.cairn.practice.PracticeKey;
import org.cairn.practice.lti.LaunchesUnderWay;
import org.cairn.practice.lti.Launching;
import org.cairn.practice.world.Campus;
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

/** A Canvas's half of an LTI 1.3 launch (1EdTech Security Framework 1.0, section 5.1.1). */
@Controller
@Profile("practice")
class OidcController {

    private final PracticeKey key;
    private final LaunchesUnderWay launches;
    private final CanvasClaims claims;

    OidcController(PracticeKey key, LaunchesUnderWay launches, CanvasClaims claims) {
        this.key = key;
        this.launches = launches;
        this.claims = claims;
    }

    @GetMapping("/practice/jwks")
    @ResponseBody
    Map<String, Object> jwks() {
        return key.published();
    }

    /** Answers an authentication request with a form that posts itself to the tool, inside the frame. */
    @RequestMapping(
            path = "/practice/authorize",
            method = {RequestMethod.GET, RequestMethod.POST})
    String authorize(Campus campus, @RequestParam Map<String, String> request, Model model) {
        String redirectUri = request.getOrDefault("redirect_uri", "");
        boolean registered = campus.tools().all().stream()
                .filter(one -> one.clientId().equals(request.getOrDefault("client_id", one.clientId())))
                .anyMatch(one -> one.redirectUris().contains(redirectUri));
        if (!registered) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "redirect_uri is not a registered one");
        }
        model.addAttribute("action", redirectUri);
        model.addAttribute("fields", answer(request));
        return "practice/post";
    }

    private Map<String, String> answer(Map<String, String> request) {
        Map<String, String> fields = new LinkedHashMap<>();
        Optional<String> fault = AuthenticationRequest.faultOf(request);
        Optional<Launching> begun =
                fault.isEmpty() ? launches.take(request.getOrDefault("lti_message_hint", "")) : Optional.empty();
        if (fault.isPresent()) {
            fields.put("error", "invalid_request_object");
            fields.put("error_description", fault.get());
        } else if (begun.isEmpty()) {
            fields.put("error", "launch_no_longer_valid");
            fields.put("error_description", "The launch has either expired or already been consumed");
        } else {
            addToken(fields, begun.get(), request);
        }
        if (request.containsKey("state")) {
            fields.put("state", request.getOrDefault("state", ""));
        }
        return fields;
    }

    private void addToken(Map<String, String> fields, Launching launching, Map<String, String> request) {
        if (!launching.tool().clientId().equals(request.get("client_id"))) {
            fields.put("error", "unauthorized_client");
            fields.put("error_description", "The launch is another client's");
        } else if (!launching.person().sub().equals(request.get("login_hint"))) {
            fields.put("error", "login_required");
            fields.put("error_description", "Must have an active user session");
        } else {
            fields.put("id_token", key.sign(claims.of(launching, request.getOrDefault("nonce", ""))));
            fields.put("lti_storage_target", "_parent");
        }
    }
}
