package org.cairn.lti.launch;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.platform.Platform;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Opens id_tokens: RS256 only, the key from the platform's registered key set and from nowhere else (RFC 8725 sections
 * 3.1 and 3.10). What the claims say is not looked at here.
 */
@Component
class IdTokens {

    static final int LARGEST = 32 * 1024;

    private static final int LONGEST_KEY_ID = 128;
    private static final int DEEPEST = 16;

    /** Headers that would bring their own key, or change what the signature covers. */
    private static final Set<String> REFUSED_HEADERS = Set.of("jku", "jwk", "x5u", "x5c", "crit", "b64", "enc", "zip");

    private final PlatformKeys keys;
    private final ObjectReader json;

    IdTokens(PlatformKeys keys) {
        this.keys = keys;
        this.json = strictJson();
    }

    /**
     * Returns the claims of a token that this platform signed.
     *
     * @throws LaunchRefused when it is anything else
     */
    Map<String, Object> open(Platform platform, String token) {
        if (token.length() > LARGEST) {
            throw Refusal.TOO_LARGE.because("the id_token is larger than 32 kB");
        }
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        if (first < 0 || second < 0 || token.indexOf('.', second + 1) >= 0) {
            throw Refusal.TOKEN.because("the id_token is not a signed JWT");
        }
        String keyId = keyId(read(decode(token.substring(0, first)), Refusal.TOKEN));
        byte[] signature = decode(token.substring(second + 1));
        byte[] signed = token.substring(0, second).getBytes(StandardCharsets.US_ASCII);
        List<RSAPublicKey> candidates = keys.of(platform.jwksUrl(), keyId);
        if (candidates.stream().noneMatch(key -> verifies(key, signed, signature))) {
            throw Refusal.TOKEN.because("the signature of the id_token does not verify");
        }
        return read(decode(token.substring(first + 1, second)), Refusal.MESSAGE);
    }

    private static String keyId(Map<String, Object> header) {
        if (!"RS256".equals(header.get("alg"))) {
            throw Refusal.TOKEN.because("the id_token is not signed with RS256");
        }
        if (header.keySet().stream().anyMatch(REFUSED_HEADERS::contains)) {
            throw Refusal.TOKEN.because("the id_token has a header that is never accepted");
        }
        if (header.containsKey("typ") && !(header.get("typ") instanceof String type && type.equalsIgnoreCase("JWT"))) {
            throw Refusal.TOKEN.because("the token is of another type than an id_token");
        }
        if (header.get("kid") instanceof String keyId && isPlain(keyId)) {
            return keyId;
        }
        throw Refusal.TOKEN.because("the id_token names no usable key id");
    }

    private static boolean isPlain(String keyId) {
        return !keyId.isEmpty()
                && keyId.length() <= LONGEST_KEY_ID
                && !keyId.contains("..")
                && keyId.chars()
                        .allMatch(c -> (c >= '0' && c <= '9')
                                || (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || "-_.:~+/=@|".indexOf(c) >= 0);
    }

    private static boolean verifies(RSAPublicKey key, byte[] signed, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] decode(String part) {
        // the decoder would take padding; JWS has none (RFC 7515 section 2)
        if (part.indexOf('=') >= 0) {
            throw Refusal.TOKEN.because("the id_token is not base64url");
        }
        try {
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException e) {
            throw Refusal.TOKEN.because("the id_token is not base64url");
        }
    }

    private Map<String, Object> read(byte[] bytes, Refusal otherwise) {
        try {
            Map<String, Object> members = json.readValue(bytes);
            if (members == null) {
                throw otherwise.because("the id_token holds no JSON object");
            }
            return members;
        } catch (JacksonException e) {
            throw otherwise.because("the id_token holds no acceptable JSON");
        }
    }

    private static ObjectReader strictJson() {
        StreamReadConstraints limits = StreamReadConstraints.builder()
                .maxDocumentLength(LARGEST)
                .maxNestingDepth(DEEPEST)
                .maxNumberLength(64)
                .maxNameLength(1024)
                .maxStringLength(LARGEST)
                .build();
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(limits)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build()
                .readerForMapOf(Object.class);
    }
}
