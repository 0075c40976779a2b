package org.cairn.lti.registration;

import java.util.Map;
import org.cairn.net.PublicUrl;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the configuration that a Canvas administrator names by URL; it holds nothing but public addresses. */
@RestController
class CanvasConfigurationController {

    static final String PATH = "/lti/config/canvas.json";

    private final Map<String, Object> configuration;

    CanvasConfigurationController(PublicUrl publicUrl) {
        this.configuration = CanvasConfiguration.of(ToolDescription.at(publicUrl));
    }

    @GetMapping(PATH)
    ResponseEntity<Map<String, Object>> canvas() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .contentType(MediaType.APPLICATION_JSON)
                .body(configuration);
    }
}
