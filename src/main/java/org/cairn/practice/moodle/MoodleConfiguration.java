package org.cairn.practice.moodle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.practice.lti.PlatformConfiguration;
import org.cairn.practice.lti.RegistrationJson;
import org.cairn.practice.lti.Variables;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Scopes;
import org.cairn.practice.world.Tool;

/** What the Moodle tells of itself (LTI Dynamic Registration 1.0, section 2.1). */
final class MoodleConfiguration {

    private MoodleConfiguration() {}

    static Map<String, Object> of(Campus campus) {
        Map<String, Object> all = PlatformConfiguration.of(campus, Scopes.MOODLE);
        Map<String, Object> platform = new LinkedHashMap<>();
        platform.put("product_family_code", "moodle");
        platform.put("version", "5.1.3 (Build: 20260216)");
        platform.put(
                "messages_supported",
                List.of(Map.of("type", Tool.OPEN), Map.of("type", Tool.PICK, "placements", List.of("ContentArea"))));
        platform.put("variables", Variables.known(campus));
        all.put(RegistrationJson.PLATFORM, platform);
        return all;
    }
}
