package org.cairn.ingest.caliper;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an endpoint tells senders of itself (<a href="https://www.imsglobal.org/spec/caliper/v1p2#endpoint">Caliper 1.2,
 * Endpoint</a>). The specification's text and its examples spell the names differently, so both are told.
 */
final class Configuration {

    static final List<String> VERSIONS = List.of(
            "http://purl.imsglobal.org/ctx/caliper/v1p2",
            "http://purl.imsglobal.org/ctx/caliper/v1p1",
            "http://purl.imsglobal.org/ctx/caliper/v1/Context");

    private Configuration() {}

    static String json(int mostBytes) {
        ObjectNode told = JsonNodeFactory.instance.objectNode();
        told.put("caliperMaximumPayloadSize", mostBytes);
        told.put("caliper_maximum_payload_size", mostBytes);
        told.set("caliperSupportedVersions", versions());
        told.set("caliper_supported_versions", versions());
        told.putArray("caliperSupportedExtensions");
        told.putArray("caliper_supported_extensions");
        return told.toString();
    }

    private static ArrayNode versions() {
        ArrayNode versions = JsonNodeFactory.instance.arrayNode();
        VERSIONS.forEach(versions::add);
        return versions;
    }
}
