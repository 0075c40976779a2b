package org.cairn.practice;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cairn.practice.world.Scopes;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.util.HtmlUtils;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A tool of a few lines that takes nothing for granted, in front of one platform of the practice server. */
public final class StrictTool implements AutoCloseable {

    public static final String LTI = "https://purl.imsglobal.org/spec/lti/claim/";
    public static final String AGS = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint";
    public static final String NRPS = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice";
    public static final String DEEP = "https://purl.imsglobal.org/spec/lti-dl/claim/";
    public static final String CONFIGURATION = "https://purl.imsglobal.org/spec/lti-tool-configuration";
    public static final JsonMapper JSON = new JsonMapper();

    public final WireMockServer server = PracticeOnly.tool();
    public final ConfigurableApplicationContext practice;
    public final String base;
    public final String origin;
    private final RSAKey key;
    private final HttpClient http = HttpClient.newHttpClient();

    public StrictTool(Path home, Manner manner) {
        try {
            key = new RSAKeyGenerator(2048).keyID("tool").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        server.stubFor(get("/.well-known/jwks.json").willReturn(okJson(new JWKSet(key.toPublicJWK()).toString())));
        practice = PracticeOnly.start(server, home);
        origin = practice.getBean(Places.class).toolOrigin();
        base = practice.getBean(Places.class).origin() + manner.path();
    }

    /** One body that both platforms understand. */
    public Map<String, Object> registration() {
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("domain", origin.substring("http://".length()));
        configuration.put("target_link_uri", origin + "/lti/launch");
        configuration.put("claims", List.of("sub", "iss", "name", "given_name", "family_name", "email"));
        configuration.put(
                "custom_parameters",
                Map.of(
                        "canvas_user_id",
                        "$Canvas.user.id",
                        "Context.History",
                        "$Context.id.history",
                        "nothing",
                        "$No.such.thing"));
        configuration.put("https://canvas.instructure.com/lti/privacy_level", "public");
        configuration.put("unheard_of", true);
        configuration.put(
                "messages",
                List.of(
                        message("LtiResourceLinkRequest", "Badges", "course_navigation", "account_navigation"),
                        message("LtiDeepLinkingRequest", "Embed", "link_selection", "assignment_selection")));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("application_type", "web");
        body.put("grant_types", List.of("client_credentials", "implicit"));
        body.put("response_types", List.of("id_token"));
        body.put("redirect_uris", List.of(origin + "/lti/launch"));
        body.put("initiate_login_uri", origin + "/lti/login");
        body.put("client_name", "Strict tool");
        body.put("jwks_uri", origin + "/.well-known/jwks.json");
        body.put("token_endpoint_auth_method", "private_key_jwt");
        body.put("scope", String.join(" ", Scopes.CANVAS));
        body.put(CONFIGURATION, configuration);
        body.put("unheard_of", "dropped");
        return body;
    }

    private Map<String, Object> message(String type, String label, String... placements) {
        return Map.of(
                "type",
                type,
                "label",
                label,
                "target_link_uri",
                origin + "/lti/launch",
                "placements",
                List.of(placements));
    }

    /** What the platform opens when an administrator pastes our link. */
    public Map<String, String> invited(String more) throws Exception {
        String page = read("/admin/register?url=" + encoded(origin + "/lti/register?invitation=x") + more)
                .body();
        String frame = frame(page);
        assertThat(frame).startsWith(origin + "/lti/register?invitation=x&");
        return query(frame);
    }

    public HttpResponse<String> register(Map<String, String> invited, Map<String, Object> body) throws Exception {
        String token = invited.get("registration_token");
        JsonNode configuration = JSON.readTree(call("GET", invited.get("openid_configuration"), token, null, null, null)
                .body());
        return call(
                "POST",
                configuration.path("registration_endpoint").asString(),
                token,
                null,
                "application/json",
                JSON.writeValueAsString(body));
    }

    /** Registers, and lets the administrator do the rest; returns the client id. */
    public String connected() throws Exception {
        HttpResponse<String> answer = register(invited("&update=new"), registration());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String client = JSON.readTree(answer.body()).path("client_id").asString();
        assertThat(form("/admin/tools/" + client + "/on", Map.of()).statusCode())
                .isEqualTo(302);
        assertThat(form("/admin/tools/" + client + "/place", Map.of()).statusCode())
                .isEqualTo(302);
        return client;
    }

    /** Plays the launch that this page of the platform begins, and checks what it says. */
    public JsonNode launch(String page) throws Exception {
        return begin(frame(read(page).body()));
    }

    public JsonNode begin(String frame) throws Exception {
        Map<String, String> initiation = query(frame);
        if (!initiation.containsKey("iss")) {
            initiation =
                    fields(send("GET", absolute(frame), null, null, null, null).body());
        }
        Map<String, String> fields = authorize(initiation);
        assertThat(fields).as("answer %s", fields).containsEntry("state", "the state");
        SignedJWT token = SignedJWT.parse(fields.get("id_token"));
        String keys = base + (base.endsWith("/moodle") ? "/mod/lti/certs.php" : "/jwks");
        JWKSet published =
                JWKSet.parse(send("GET", keys, null, null, null, null).body());
        assertThat(token.verify(new RSASSAVerifier(
                        published.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey())))
                .isTrue();
        JsonNode claims = JSON.readTree(token.getPayload().toString());
        assertThat(claims.path("iss").asString()).isEqualTo(base).isEqualTo(initiation.get("iss"));
        assertThat(claims.path("nonce").asString()).isEqualTo("the nonce");
        assertThat(claims.path(LTI + "deployment_id").asString()).isEqualTo(initiation.get("lti_deployment_id"));
        assertThat(claims.path(LTI + "target_link_uri").asString()).isEqualTo(initiation.get("target_link_uri"));
        assertThat(claims.path("exp").asLong()).isGreaterThan(Instant.now().getEpochSecond());
        return claims;
    }

    public Map<String, String> authorize(Map<String, String> initiation) throws Exception {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("scope", "openid");
        request.put("response_type", "id_token");
        request.put("response_mode", "form_post");
        request.put("prompt", "none");
        request.put("client_id", initiation.get("client_id"));
        request.put("redirect_uri", origin + "/lti/launch");
        request.put("login_hint", initiation.get("login_hint"));
        request.put("lti_message_hint", initiation.get("lti_message_hint"));
        request.put("state", "the state");
        request.put("nonce", "the nonce");
        String path = base.endsWith("/moodle") ? "/mod/lti/auth.php?" : "/authorize?";
        HttpResponse<String> answer = read(path + query(request));
        return answer.statusCode() == 200 ? fields(answer.body()) : Map.of("status", "" + answer.statusCode());
    }

    public HttpResponse<String> token(String client, Instant issued, String scope) throws Exception {
        boolean moodle = base.endsWith("/moodle");
        String url = base + (moodle ? "/mod/lti/token.php" : "/token");
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        form.put("client_assertion", sign(client, url, issued, Map.of("sub", client)));
        form.put("scope", scope);
        return send("POST", url, null, null, "application/x-www-form-urlencoded", query(form));
    }

    public String accessToken(String client, String... scopes) throws Exception {
        HttpResponse<String> answer = token(client, Instant.now().minusSeconds(5), String.join(" ", scopes));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).path("access_token").asString();
    }

    /** A token of ours, valid for a minute. */
    public String sign(String issuer, String audience, Instant issued, Map<String, Object> more) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(audience)
                .issueTime(Date.from(issued))
                .expirationTime(Date.from(issued.plusSeconds(60)))
                .jwtID(UUID.randomUUID().toString());
        more.forEach(claims::claim);
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims.build());
        try {
            jwt.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }

    /** The answer to a deep linking request, with these claims changed. */
    public String picked(JsonNode request, List<Map<String, Object>> items, Map<String, Object> changed) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("nonce", UUID.randomUUID().toString());
        claims.put(LTI + "message_type", "LtiDeepLinkingResponse");
        claims.put(LTI + "version", "1.3.0");
        claims.put(LTI + "deployment_id", request.path(LTI + "deployment_id").asString());
        claims.put(DEEP + "content_items", items);
        JsonNode data = request.path(DEEP + "deep_linking_settings").path("data");
        if (data.isString()) {
            claims.put(DEEP + "data", data.asString());
        }
        claims.putAll(changed);
        return sign(request.path("aud").asString(), request.path("iss").asString(), Instant.now(), claims);
    }

    public HttpResponse<String> answer(JsonNode request, String jwt) throws Exception {
        String url = request.path(DEEP + "deep_linking_settings")
                .path("deep_link_return_url")
                .asString();
        return send("POST", url, null, null, "application/x-www-form-urlencoded", query(Map.of("JWT", jwt)));
    }

    public HttpResponse<String> call(String method, String url, String token, String accept, String type, String body)
            throws Exception {
        return send(method, url, token, accept, type, body);
    }

    public HttpResponse<String> form(String path, Map<String, String> values) throws Exception {
        return send("POST", base + path, null, null, "application/x-www-form-urlencoded", query(values));
    }

    public HttpResponse<String> read(String path) throws Exception {
        return send("GET", base + path, null, null, null, null);
    }

    private HttpResponse<String> send(String method, String url, String token, String accept, String type, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (accept != null) {
            request.header("Accept", accept);
        }
        if (type != null) {
            request.header("Content-Type", type);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String absolute(String address) {
        return address.startsWith("/") ? practice.getBean(Places.class).origin() + address : address;
    }

    public static Map<String, Object> map(Object value) {
        return JSON.convertValue(value, new tools.jackson.core.type.TypeReference<Map<String, Object>>() {});
    }

    public static String frame(String page) {
        Matcher frame = Pattern.compile("<iframe[^>]*src=\"([^\"]+)\"").matcher(page);
        assertThat(frame.find()).as("a frame in %s", page).isTrue();
        return HtmlUtils.htmlUnescape(frame.group(1));
    }

    public static Map<String, String> fields(String page) {
        Matcher field = Pattern.compile("<input[^>]*name=\"([^\"]+)\"[^>]*value=\"([^\"]*)\"")
                .matcher(page);
        Map<String, String> fields = new LinkedHashMap<>();
        while (field.find()) {
            fields.put(field.group(1), HtmlUtils.htmlUnescape(field.group(2)));
        }
        return fields;
    }

    public static Map<String, String> query(String url) {
        Map<String, String> values = new LinkedHashMap<>();
        UriComponentsBuilder.fromUriString(url)
                .build()
                .getQueryParams()
                .toSingleValueMap()
                .forEach((name, value) -> values.put(
                        name, value == null ? "" : java.net.URLDecoder.decode(value, StandardCharsets.UTF_8)));
        return values;
    }

    private static String query(Map<String, String> values) {
        return values.entrySet().stream()
                .map(one -> one.getKey() + "=" + encoded(one.getValue()))
                .collect(Collectors.joining("&"));
    }

    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        practice.close();
        server.stop();
    }
}
