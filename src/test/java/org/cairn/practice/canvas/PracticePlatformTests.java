package org.cairn.practice.canvas;

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
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cairn.practice.Places;
import org.cairn.practice.PracticeOnly;
import org.cairn.practice.world.Scopes;
import org.cairn.practice.world.World;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.util.HtmlUtils;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PracticePlatformTests {

    private static final String LTI = "https://purl.imsglobal.org/spec/lti/claim/";
    private static final JsonMapper JSON = new JsonMapper();

    private final WireMockServer tool = PracticeOnly.tool();
    private final HttpClient http = HttpClient.newHttpClient();
    private RSAKey toolKey;
    private ConfigurableApplicationContext practice;
    private String base;

    @BeforeAll
    void start(@TempDir Path home) throws JOSEException {
        toolKey = new RSAKeyGenerator(2048).keyID("tool").generate();
        tool.stubFor(get("/.well-known/jwks.json").willReturn(okJson(new JWKSet(toolKey.toPublicJWK()).toString())));
        practice = PracticeOnly.start(tool, home);
        base = practice.getBean(Places.class).issuer();
    }

    @AfterAll
    void stop() {
        practice.close();
        tool.stop();
    }

    @Test
    void aLaunchCarriesWhatCanvasWouldSay() throws Exception {
        Map<String, String> request = request(initiation("mara-okafor"));

        Map<String, String> fields = authorize(request);

        assertThat(fields).containsEntry("state", "the state").containsEntry("lti_storage_target", "_parent");
        SignedJWT token = SignedJWT.parse(fields.get("id_token"));
        assertThat(token.verify(
                        new RSASSAVerifier(publishedKey(token.getHeader().getKeyID()))))
                .isTrue();
        JsonNode claims = JSON.readTree(token.getPayload().toString());
        assertThat(claims.path("iss").asString()).isEqualTo(base);
        assertThat(claims.path("nonce").asString()).isEqualTo("the nonce");
        assertThat(claims.path("sub").asString()).isEqualTo(request.get("login_hint"));
        assertThat(claims.path(LTI + "lti11_legacy_user_id").asString()).matches("[0-9a-f]{40}");
        assertThat(claims.path(LTI + "custom").path("canvas_user_id").asString())
                .isEqualTo("21");
        assertThat(claims.path(LTI + "custom").path("canvas_course_id").asString())
                .isEqualTo("101");
        assertThat(claims.path(LTI + "roles").toString()).contains("membership#Learner");
        assertThat(claims.path(LTI + "context").path("title").asString()).isEqualTo("Project-Based Collaboration");
    }

    @Test
    void theAdministratorComesAsOneOfTheInstitution() throws Exception {
        SignedJWT token =
                SignedJWT.parse(authorize(request(initiation("tomas-arriaga"))).get("id_token"));

        assertThat(token.getJWTClaimsSet().getStringListClaim(LTI + "roles"))
                .containsExactly("http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator");
    }

    @Test
    void aLaunchCanBeUsedOnce() throws Exception {
        Map<String, String> request = request(initiation("mara-okafor"));
        authorize(request);

        assertThat(authorize(request))
                .containsEntry("error", "launch_no_longer_valid")
                .containsEntry("state", "the state")
                .doesNotContainKey("id_token");
    }

    @Test
    void nobodyIsLaunchedAsSomebodyElse() throws Exception {
        Map<String, String> request = request(initiation("mara-okafor"));
        request.put("login_hint", World.TEACHER.sub());

        assertThat(authorize(request)).containsEntry("error", "login_required").doesNotContainKey("id_token");
    }

    @Test
    void anIncompleteAuthenticationRequestIsRefused() throws Exception {
        for (String name :
                List.of("nonce", "state", "prompt", "response_mode", "response_type", "scope", "client_id")) {
            Map<String, String> request = request(initiation("mara-okafor"));
            request.remove(name);

            assertThat(authorize(request)).as(name).containsKey("error").doesNotContainKey("id_token");
        }
    }

    @Test
    void nothingIsSentToAnUnregisteredAddress() throws Exception {
        Map<String, String> request = request(initiation("mara-okafor"));
        request.put("redirect_uri", "https://evil.example/lti/launch");

        assertThat(read("/authorize?" + query(request)).statusCode()).isEqualTo(400);
    }

    @Test
    void aSignedAssertionBuysATokenOnce() throws Exception {
        String assertion = assertion(toolKey, base + "/token");

        assertThat(token(assertion, Scopes.MEMBERSHIP).statusCode()).isEqualTo(200);
        assertThat(token(assertion, Scopes.MEMBERSHIP).statusCode()).isEqualTo(400);
    }

    @Test
    void foreignAssertionsBuyNothing() throws Exception {
        RSAKey other = new RSAKeyGenerator(2048).keyID("tool").generate();

        assertThat(token(assertion(other, base + "/token"), Scopes.MEMBERSHIP).statusCode())
                .isEqualTo(400);
        assertThat(token(assertion(toolKey, "https://elsewhere.example/token"), Scopes.MEMBERSHIP)
                        .statusCode())
                .isEqualTo(400);
        assertThat(token(assertion(toolKey, base + "/token"), "everything").body())
                .contains("invalid_scope");
    }

    @Test
    void theRosterIsPagedAndNamesCanvasIdsWhenAsked() throws Exception {
        String token = accessToken(Scopes.MEMBERSHIP);
        String path = "/api/lti/courses/101/names_and_roles";

        HttpResponse<String> first = call("GET", path + "?rlid=" + World.COLLABORATION.contextId(), token, null);
        String next = first.headers().firstValue("Link").orElseThrow().replaceAll(".*<(.*)>.*", "$1");
        HttpResponse<String> second = call("GET", next.substring(base.length()), token, null);

        List<JsonNode> members = java.util.stream.Stream.of(first, second)
                .flatMap(one -> JSON.readTree(one.body()).path("members").valueStream())
                .toList();
        assertThat(members).hasSize(13);
        assertThat(members)
                .allSatisfy(one -> assertThat(one.path("message")
                                .path(0)
                                .path(LTI + "custom")
                                .path("canvas_user_id")
                                .asString())
                        .matches("\\d+"));
        assertThat(second.headers().firstValue("Link")).isEmpty();
    }

    @Test
    void theRosterIsClosedWithoutItsScope() throws Exception {
        String path = "/api/lti/courses/101/names_and_roles";

        assertThat(call("GET", path, accessToken(Scopes.SCORE), null).statusCode())
                .isEqualTo(401);
        assertThat(call("GET", path, "made-up", null).statusCode()).isEqualTo(401);
    }

    @Test
    void scoresComeBackAsResultsAndOlderOnesAreRefused() throws Exception {
        String token = accessToken(String.join(" ", Scopes.AGS));
        String student = World.STUDENTS.getFirst().sub();
        HttpResponse<String> made = call(
                "POST",
                "/api/lti/courses/101/line_items",
                token,
                Map.of("label", "Badges", "scoreMaximum", 1, "resourceId", "r"));
        String item = JSON.readTree(made.body()).path("id").asString().substring(base.length());

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(call("POST", item + "/scores", token, score(student, 1, "2026-11-21T10:00:00Z"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(call("POST", item + "/scores", token, score(student, 0, "2026-11-20T10:00:00Z"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(call("POST", item + "/scores", token, score(World.TEACHER.sub(), 1, "2026-11-21T10:00:00Z"))
                        .statusCode())
                .isEqualTo(422);
        JsonNode results =
                JSON.readTree(call("GET", item + "/results", token, null).body());
        assertThat(results.size()).isEqualTo(1);
        assertThat(results.path(0).path("resultScore").asInt()).isEqualTo(1);
    }

    @Test
    void onlyOneHostNameServesThePages() throws Exception {
        URI other = URI.create(base.replace("localhost", "127.0.0.1") + "?x=1");

        HttpResponse<String> response =
                http.send(HttpRequest.newBuilder(other).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(307);
        assertThat(response.headers().firstValue("Location")).hasValue(base + "?x=1");
    }

    @Test
    void aFormOnSomeOtherSiteCannotGrade() throws Exception {
        String form = "as=ingrid-solheim&assignment=201&student=mara-okafor&score=20";
        HttpRequest foreign = HttpRequest.newBuilder(URI.create(base + "/courses/101/grades"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "cross-site")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();

        assertThat(http.send(foreign, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void onlyTheTeacherGrades() throws Exception {
        assertThat(form("/courses/101/grades", "as=mara-okafor&assignment=201&student=mara-okafor&score=20"))
                .isEqualTo(403);
        assertThat(form("/courses/101/grades", "as=ingrid-solheim&assignment=201&student=mara-okafor&score=18"))
                .isEqualTo(302);
        assertThat(read("/courses/101/grades?as=ingrid-solheim").body()).contains("value=\"18\"");
        assertThat(form("/courses/101/grades", "as=ingrid-solheim&assignment=201&student=mara-okafor&score=lots"))
                .isEqualTo(302);
        assertThat(read("/courses/101/grades?as=mara-okafor").body()).contains("18 points");
    }

    @Test
    void pagesRunNoInlineScript() throws Exception {
        for (String path : List.of("", "/courses/101?as=mara-okafor", "/courses/102/grades?as=ingrid-solheim")) {
            HttpResponse<String> page = read(path);

            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("script-src 'self'")
                    .doesNotContain("unsafe");
            assertThat(page.body())
                    .doesNotContainPattern("<script(?![^>]*src=)")
                    .doesNotContainPattern("\\son\\w+=");
        }
    }

    private String initiation(String person) throws Exception {
        String page = read("/courses/101?as=" + URLEncoder.encode(person, StandardCharsets.UTF_8))
                .body();
        Matcher frame = Pattern.compile("<iframe[^>]*src=\"([^\"]+)\"").matcher(page);
        assertThat(frame.find()).isTrue();
        return HtmlUtils.htmlUnescape(frame.group(1));
    }

    /** What a tool makes of the initiation. */
    private Map<String, String> request(String initiation) {
        Map<String, String> given = UriComponentsBuilder.fromUriString(initiation)
                .build()
                .getQueryParams()
                .toSingleValueMap();
        assertThat(given).containsEntry("lti_storage_target", "_parent").containsKeys("iss", "lti_deployment_id");
        Map<String, String> request = new LinkedHashMap<>();
        request.put("scope", "openid");
        request.put("response_type", "id_token");
        request.put("response_mode", "form_post");
        request.put("prompt", "none");
        request.put("client_id", given.get("client_id"));
        request.put("redirect_uri", tool.baseUrl().replace("localhost", "127.0.0.1") + "/lti/launch");
        request.put("login_hint", given.get("login_hint"));
        request.put("lti_message_hint", given.get("lti_message_hint"));
        request.put("state", "the state");
        request.put("nonce", "the nonce");
        return request;
    }

    private Map<String, String> authorize(Map<String, String> request) throws Exception {
        String page = read("/authorize?" + query(request)).body();
        Matcher field = Pattern.compile("<input[^>]*name=\"([^\"]+)\"[^>]*value=\"([^\"]*)\"")
                .matcher(page);
        Map<String, String> fields = new LinkedHashMap<>();
        while (field.find()) {
            fields.put(field.group(1), HtmlUtils.htmlUnescape(field.group(2)));
        }
        return fields;
    }

    private RSAKey publishedKey(String id) throws Exception {
        return JWKSet.parse(read("/jwks").body()).getKeyByKeyId(id).toRSAKey();
    }

    private static String assertion(RSAKey key, String audience) throws JOSEException {
        Date now = new Date();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder()
                        .issuer(World.CLIENT_ID)
                        .subject(World.CLIENT_ID)
                        .audience(audience)
                        .issueTime(now)
                        .expirationTime(new Date(now.getTime() + 60_000))
                        .jwtID(UUID.randomUUID().toString())
                        .build());
        jwt.sign(new RSASSASigner(key));
        return jwt.serialize();
    }

    private HttpResponse<String> token(String assertion, String scope) throws Exception {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        form.put("client_assertion", assertion);
        form.put("scope", scope);
        return http.send(
                HttpRequest.newBuilder(URI.create(base + "/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(query(form)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String accessToken(String scope) throws Exception {
        return JSON.readTree(token(assertion(toolKey, base + "/token"), scope).body())
                .path("access_token")
                .asString();
    }

    private static Map<String, Object> score(String user, int points, String at) {
        return Map.of(
                "userId",
                user,
                "scoreGiven",
                points,
                "scoreMaximum",
                1,
                "activityProgress",
                "Completed",
                "gradingProgress",
                "FullyGraded",
                "timestamp",
                at);
    }

    private HttpResponse<String> call(String method, String path, String token, Map<String, Object> body)
            throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private int form(String path, String body) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create(base + path))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .header("Sec-Fetch-Site", "same-origin")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private HttpResponse<String> read(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(base + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String query(Map<String, String> values) {
        return values.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
