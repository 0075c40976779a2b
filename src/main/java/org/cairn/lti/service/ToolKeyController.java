package org.cairn.lti.service;

import java.time.Duration;
import org.cairn.lti.ToolKey;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the tool's public keys to anyone, as platforms fetch them (RFC 7517 section 5). */
@RestController
class ToolKeyController {

    private final ToolKey key;

    ToolKeyController(ToolKey key) {
        this.key = key;
    }

    @GetMapping("/.well-known/jwks.json")
    ResponseEntity<String> keys() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic())
                .contentType(MediaType.APPLICATION_JSON)
                .body(key.published().toString(true));
    }
}
