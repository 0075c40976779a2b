package org.cairn.practice.lti;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What both platforms read alike in a registration (LTI Dynamic Registration 1.0). */
public final class RegistrationJson {

    public static final String TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration";
    public static final String PLATFORM = "https://purl.imsglobal.org/spec/lti-platform-configuration";

    private RegistrationJson() {}

    public static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    public static Map<String, String> strings(JsonNode object) {
        Map<String, String> strings = new LinkedHashMap<>();
        object.properties()
                .forEach(one -> strings.put(one.getKey(), one.getValue().asString("")));
        return strings;
    }
}
