package org.cairn.net;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.apache.hc.client5.http.psl.PublicSuffixMatcher;
import org.apache.hc.client5.http.psl.PublicSuffixMatcherLoader;
import org.jspecify.annotations.Nullable;

/** Tells web servers apart by the URLs that name them: by origin (RFC 6454), and by the domain that they belong to. */
public final class Servers {

    private static final int LONGEST = 4096;
    private static final PublicSuffixMatcher SUFFIXES = PublicSuffixMatcherLoader.getDefault();

    private Servers() {}

    /** The origin of what should be an http or https URL, in lower case and without a default port. */
    public static Optional<String> origin(@Nullable String url) {
        if (url == null || url.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return origin(new URI(url));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** The origin of an http or https URL, in lower case and without a default port. */
    public static Optional<String> origin(URI url) {
        boolean web = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
        if (!web || url.getHost() == null || url.getRawUserInfo() != null) {
            return Optional.empty();
        }
        return Optional.of(url.getScheme().toLowerCase(Locale.ROOT) + "://" + name(url));
    }

    /** Host and port, in lower case and without a default port. */
    public static String name(URI url) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        int usual = "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
        return url.getPort() == -1 || url.getPort() == usual ? host : host + ":" + url.getPort();
    }

    /** Says whether both are web URLs of one origin. */
    public static boolean isSame(@Nullable URI one, URI other) {
        return one != null && origin(one).isPresent() && origin(one).equals(origin(other));
    }

    /** The domain that somebody registered, such as {@code example.edu}; none for an address or a bare suffix. */
    public static Optional<String> domain(URI url) {
        String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
        String named = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        boolean numbers = named.isEmpty() || named.startsWith("[") || named.matches("[0-9.]+");
        return numbers || PublicUrl.isLoopback(url)
                ? Optional.empty()
                : Optional.ofNullable(SUFFIXES.getDomainRoot(named));
    }
}
