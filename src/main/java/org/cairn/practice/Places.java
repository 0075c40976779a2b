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
public class Places {

    private final Environment environment;
    private final URI tool;

    Places(Environment environment) {
        this.environment = environment;
        this.tool = URI.create(environment.getRequiredProperty("cairn.public-url"));
    }

    /** The tool's origin. */
    public String toolOrigin() {
        return tool.getScheme() + "://" + tool.getAuthority();
    }

    /** The absolute URL of one of the tool's paths. */
    public String tool(String path) {
        return toolOrigin() + path;
    }

    /** Host and port of this platform, as a browser sends them. */
    public String authority() {
        int port = environment.getProperty("local.server.port", Integer.class, tool.getPort());
        String host = "localhost".equals(tool.getHost()) ? "127.0.0.1" : "localhost";
        return port < 0 ? host : host + ":" + port;
    }

    /** The origin of both platforms. */
    public String origin() {
        return "http://" + authority();
    }

    /** The tool's host and port. */
    public String toolAuthority() {
        return tool.getAuthority();
    }

    /** The issuer of the platform that stands first, and the beginning of all its addresses. */
    public String issuer() {
        return origin() + Manner.CANVAS.path();
    }

    /** The absolute URL of one of this platform's paths. */
    public String own(String path) {
        return issuer() + path;
    }

    public String tokenUrl() {
        return own("/token");
    }
}
