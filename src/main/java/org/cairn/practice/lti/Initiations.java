package org.cairn.practice.lti;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cairn.practice.world.Campus;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** Begins launches: the third-party initiated login of OpenID Connect Core, section 4. */
@Component
@Profile("practice")
public class Initiations {

    private final LaunchesUnderWay launches;

    Initiations(LaunchesUnderWay launches) {
        this.launches = launches;
    }

    /** The address for the frame: a Canvas asks the tool at once, a Moodle posts a form from a page of its own. */
    public String address(Launching launching) {
        String key = launches.begin(launching);
        Campus campus = launching.campus();
        if (!campus.canvas()) {
            return campus.path() + "/mod/lti/launch.php?launchid=" + key;
        }
        UriComponentsBuilder address =
                UriComponentsBuilder.fromUriString(launching.tool().loginUrl());
        Map<String, Object> values = new LinkedHashMap<>(parameters(launching, key));
        values.put("deployment_id", String.valueOf(launching.tool().deployment()));
        values.put("canvas_environment", "production");
        values.put("canvas_region", "practice");
        values.put("lti_storage_target", "_parent");
        values.keySet().forEach(name -> address.queryParam(name, "{" + name + "}"));
        return address.encode().buildAndExpand(values).toUriString();
    }

    /** The parameters that both platforms send. */
    public static Map<String, String> parameters(Launching launching, String hint) {
        Campus campus = launching.campus();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("iss", campus.issuer());
        values.put("target_link_uri", launching.target());
        values.put("login_hint", campus.sub(launching.person()));
        values.put("lti_message_hint", hint);
        values.put("client_id", launching.tool().clientId());
        values.put("lti_deployment_id", String.valueOf(launching.tool().deployment()));
        return values;
    }
}
