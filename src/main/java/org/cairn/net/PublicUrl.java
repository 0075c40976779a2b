package org.cairn.net;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the world reaches Cairn.
 *
 * @param publicUrl scheme, host and port without a path, such as {@code https://badges.example.edu}
 */
@ConfigurationProperties("cairn")
public record PublicUrl(URI publicUrl) {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)]");

    /** Says whether this URL names the very computer it is used on. */
    public static boolean isLoopback(URI url) {
        return url.getHost() != null
                && LOOPBACK.matcher(url.getHost().toLowerCase(Locale.ROOT)).matches();
    }

    /** Returns the absolute URL of one of our paths; {@code path} begins with a slash. */
    public String of(String path) {
        return publicUrl.toString().replaceAll("/+$", "") + path;
    }
}
