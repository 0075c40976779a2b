package org.cairn.practice.canvas;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.practice.lti.PlatformConfiguration;
import org.cairn.practice.lti.RegistrationJson;
import org.cairn.practice.lti.Variables;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Scopes;
import org.cairn.practice.world.Tool;
import org.cairn.practice.world.World;

/** What the Canvas tells of itself (LTI Dynamic Registration 1.0, section 2.1). */
final class CanvasConfiguration {

    private CanvasConfiguration() {}

    static Map<String, Object> of(Campus campus) {
        Map<String, Object> all = PlatformConfiguration.of(campus, Scopes.CANVAS);
        all.put("authorization_server", "localhost");
        Map<String, Object> platform = new LinkedHashMap<>();
        platform.put("product_family_code", "canvas");
        platform.put("version", "vCloud");
        platform.put(
                "messages_supported",
                List.of(
                        Map.of("type", Tool.OPEN, "placements", CanvasRules.OPENING),
                        Map.of("type", Tool.PICK, "placements", CanvasRules.PICKING)));
        platform.put("notice_types_supported", Notices.TYPES);
        platform.put("variables", Variables.known(campus));
        platform.put(CanvasRegistration.CANVAS + "account_name", World.INSTITUTION);
        platform.put(CanvasRegistration.CANVAS + "account_lti_guid", World.GUID);
        all.put(RegistrationJson.PLATFORM, platform);
        return all;
    }
}
