package org.cairn.web.share;

import java.time.Duration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The formats that we made ourselves, as JSON Schema, for whoever sends or reads them. */
@RestController
class Schemas {

    private static final MediaType SCHEMA = MediaType.parseMediaType("application/schema+json");

    @GetMapping("/schemas/events.json")
    ResponseEntity<Resource> events() {
        return ResponseEntity.ok()
                .contentType(SCHEMA)
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic())
                .header("Access-Control-Allow-Origin", "*")
                .body(new ClassPathResource("schemas/events.json"));
    }
}
