package org.cairn.lti;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the world reaches Cairn.
 *
 * @param publicUrl scheme, host and port without a path, such as {@code https://badges.example.edu}
 */
@ConfigurationProperties("cairn")
public record PublicUrl(URI publicUrl) {

    /** Returns the absolute URL of one of our paths; {@code path} begins with a slash. */
    public String of(String path) {
        return publicUrl.toString().replaceAll("/+$", "") + path;
    }
}
