package org.cairn.ingest.xapi;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cairn.ingest.endpoint.Problem;
import org.jspecify.annotations.Nullable;

/** Parameters as they stand in an address or a form. Read here, because a server that reads them takes the body away. */
final class Parameters {

    /** The specification knows fifteen, and eight header fields besides. */
    private static final int MOST = 100;

    private Parameters() {}

    static Map<String, String> parse(@Nullable String encoded) throws Problem {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (encoded == null || encoded.isBlank()) {
            return parameters;
        }
        String[] pairs = encoded.strip().split("&", MOST + 1);
        if (pairs.length > MOST) {
            throw Exchange.bad("The request has more than %d parameters.".formatted(MOST));
        }
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String key = decoded(equals < 0 ? pair : pair.substring(0, equals));
            if (!key.isEmpty() && parameters.put(key, equals < 0 ? "" : decoded(pair.substring(equals + 1))) != null) {
                throw Exchange.bad("A parameter stands twice in the request.");
            }
        }
        return parameters;
    }

    private static String decoded(String text) throws Problem {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Exchange.bad("A parameter of the request is not encoded as it should be.");
        }
    }
}
