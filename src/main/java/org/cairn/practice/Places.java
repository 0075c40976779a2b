package org.cairn.practice;

import java.net.URI;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Where the tool is, and where this platform is: the same server under the other loopback name, so that the browser
 * takes them for two sites.
 */
@Component
@Profile("practice")
class Places {

    private final Environment environment;
    private final URI tool;

    Places(Environment environment) {
        this.environment = environment;
        this.tool = URI.create(environment.getRequiredProperty("cairn.public-url"));
    }

    /** The tool's origin. */
    String toolOrigin() {
        return tool.getScheme() + "://" + tool.getAuthority();
    }

    /** The absolute URL of one of the tool's paths. */
    String tool(String path) {
        return toolOrigin() + path;
    }

    /** Host and port of this platform, as a browser sends them. */
    String authority() {
        int port = environment.getProperty("local.server.port", Integer.class, tool.getPort());
        String host = "localhost".equals(tool.getHost()) ? "127.0.0.1" : "localhost";
        return port < 0 ? host : host + ":" + port;
    }

    /** The origin of both platforms. */
    String origin() {
        return "http://" + authority();
    }

    /** The tool's host and port. */
    String toolAuthority() {
        return tool.getAuthority();
    }

    /** The issuer of the platform that stands first, and the beginning of all its addresses. */
    String issuer() {
        return origin() + Manner.CANVAS.path();
    }

    /** The absolute URL of one of this platform's paths. */
    String own(String path) {
        return issuer() + path;
    }

    String tokenUrl() {
        return own("/token");
    }
}
