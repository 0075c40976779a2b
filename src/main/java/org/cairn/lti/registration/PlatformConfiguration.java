package org.cairn.lti.registration;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.cairn.net.Outbound;
import org.cairn.net.Servers;
import org.cairn.platform.Family;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a platform says of itself (LTI Dynamic Registration 1.0 section 3.4).
 *
 * @param messages the placements of each message type that is offered; empty where the platform does not say
 * @param tokenAudience what assertions are addressed to; null for the token endpoint itself
 * @param accountName what the customer of a hosted platform calls itself
 * @param guid the platform's id for that customer
 */
record PlatformConfiguration(
        Family family,
        String issuer,
        URI issuerUrl,
        URI authorizationUrl,
        URI tokenUrl,
        URI jwksUrl,
        URI registrationUrl,
        Set<String> scopes,
        Set<String> claims,
        Map<String, Set<String>> messages,
        Set<String> variables,
        @Nullable String tokenAudience,
        @Nullable String accountName,
        @Nullable String guid) {

    private static final String PLATFORM = "https://purl.imsglobal.org/spec/lti-platform-configuration";
    private static final String CANVAS = "https://canvas.instructure.com/lti/";
    private static final int LONGEST_ISSUER = 255;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_GUID = 255;
    private static final int LONGEST_AUDIENCE = 512;

    /**
     * Reads the answer to the request for the configuration.
     *
     * @param invited which product the invitation was made for, if the platform does not say
     */
    static PlatformConfiguration read(Outbound.Answer answer, Addresses addresses, Family invited)
            throws RegistrationFailed {
        if (!answer.isSuccess()) {
            throw Failure.CONFIGURATION_UNREADABLE.because("HTTP %d".formatted(answer.status()));
        }
        JsonNode json = Json.object(answer.body()).orElseThrow(() -> Failure.CONFIGURATION_UNREADABLE.because());
        JsonNode platform = json.path(PLATFORM);
        Family family = family(Json.text(platform, "product_family_code"), invited);
        String issuer = issuer(json);
        requireOffered(json, "token_endpoint_auth_methods_supported", "private_key_jwt");
        requireOffered(json, "response_types_supported", "id_token");
        return new PlatformConfiguration(
                family,
                issuer,
                url(json, "issuer", addresses),
                url(json, "authorization_endpoint", addresses),
                url(json, "token_endpoint", addresses),
                url(json, "jwks_uri", addresses),
                url(json, "registration_endpoint", addresses),
                new HashSet<>(Json.texts(json, "scopes_supported")),
                new HashSet<>(Json.texts(json, "claims_supported")),
                messages(platform.path("messages_supported")),
                new HashSet<>(Json.texts(platform, "variables")),
                audience(Json.text(json, "authorization_server"), family),
                Said.inShort(Json.text(platform, CANVAS + "account_name"), LONGEST_NAME),
                identifier(Json.text(platform, CANVAS + "account_lti_guid"), LONGEST_GUID));
    }

    /**
     * The servers that do not belong to the one that gave this configuration, in the order in which they are met. The
     * hosts of Instructure belong together, because hosted Canvas spreads over them.
     */
    List<String> strangers(URI configuration) {
        boolean hosted = Addresses.isInstructure(configuration);
        Set<String> servers = new LinkedHashSet<>();
        Stream.of(issuerUrl, authorizationUrl, tokenUrl, jwksUrl, registrationUrl)
                .filter(url -> !Servers.name(url).equals(Servers.name(configuration)))
                .filter(url -> !(hosted && Addresses.isInstructure(url)))
                .map(Servers::name)
                .forEach(servers::add);
        return new ArrayList<>(servers);
    }

    private static Family family(@Nullable String code, Family invited) {
        if (code == null) {
            return invited;
        }
        return switch (code.toLowerCase(Locale.ROOT)) {
            case "canvas" -> Family.CANVAS;
            case "moodle" -> Family.MOODLE;
            default -> Family.OTHER;
        };
    }

    /** Launches are compared with it letter by letter, so it is kept as it is. */
    private static String issuer(JsonNode json) throws RegistrationFailed {
        String issuer = Json.text(json, "issuer");
        if (issuer == null || issuer.length() > LONGEST_ISSUER || issuer.indexOf('?') >= 0) {
            throw Failure.CONFIGURATION_WRONG.because("issuer");
        }
        return issuer;
    }

    private static URI url(JsonNode json, String name, Addresses addresses) throws RegistrationFailed {
        String url = Json.text(json, name);
        if (url == null) {
            throw Failure.CONFIGURATION_WRONG.because(name);
        }
        return addresses.accepted(url).orElseThrow(() -> Failure.CONFIGURATION_WRONG.because(name));
    }

    /** A list that is given must hold what we cannot do without. */
    private static void requireOffered(JsonNode json, String name, String needed) throws RegistrationFailed {
        if (json.path(name).isArray() && !Json.texts(json, name).contains(needed)) {
            throw Failure.CONFIGURATION_WRONG.because(name);
        }
    }

    private static Map<String, Set<String>> messages(JsonNode list) {
        Map<String, Set<String>> messages = new LinkedHashMap<>();
        for (JsonNode message : list) {
            String type = Json.text(message, "type");
            if (type != null) {
                messages.computeIfAbsent(type, unseen -> new LinkedHashSet<>())
                        .addAll(Json.texts(message, "placements"));
            }
        }
        return messages;
    }

    /** Canvas and Moodle name a server here, but take the token endpoint, as the security framework has it. */
    private static @Nullable String audience(@Nullable String server, Family family) {
        return switch (family) {
            case CANVAS, MOODLE -> null;
            case OTHER -> identifier(server, LONGEST_AUDIENCE);
        };
    }

    private static @Nullable String identifier(@Nullable String text, int longest) {
        return text == null || text.isBlank() || text.length() > longest || !Said.isPlain(text) ? null : text.strip();
    }
}
