package org.cairn.lti.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.net.URI;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.lti.ContentItem;
import org.cairn.lti.ContentItems;
import org.cairn.lti.ContentRequest;
import org.cairn.lti.Embed;
import org.cairn.lti.Launch;
import org.cairn.lti.Purpose;
import org.cairn.lti.Role;
import org.cairn.lti.TestLti;
import org.cairn.net.PublicUrl;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the answers as a platform does, with nothing but the JDK, JSON and our published keys. */
class ContentItemsTests {

    private static final String LTI = "https://purl.imsglobal.org/spec/lti/claim/";
    private static final String DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/";
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Embed BADGE = new Embed(Embed.View.BADGE, "pbl-preparation");
    private static final JsonMapper JSON = new JsonMapper();

    private static final Platforms PLATFORMS =
            TestLti.on(TestDatabase.H2.fresh()).platforms();
    private static final Platform CANVAS =
            PLATFORMS.register(TestLti.registration("Example University", Family.CANVAS));
    private static final Platform MOODLE =
            PLATFORMS.register(TestLti.registration("Example University", Family.MOODLE));

    private final ContentItems items = TestContentItems.of(
            PLATFORMS, new PublicUrl(URI.create("https://badges.example.edu")), new MutableClock(NOW));

    @Test
    void theAnswerIsSignedWithAKeyThatWePublish() throws Exception {
        ContentItems.Answer answer = items.answer(chooser(MOODLE), badge(true), null);
        JsonNode header = part(answer, 0);
        assertThat(header.path("alg").asString()).isEqualTo("RS256");
        assertThat(header.path("typ").asString()).isEqualTo("JWT");
        JsonNode keys = JSON.readTree(TestContentItems.KEY.published().toString(true));
        JsonNode key = keys.path("keys").get(0);
        assertThat(header.path("kid").asString())
                .isEqualTo(key.path("kid").asString())
                .isNotEmpty();
        assertThat(key.has("d")).as("the private part").isFalse();
        String[] parts = answer.jwt().split("\\.");
        Signature rsa = Signature.getInstance("SHA256withRSA");
        rsa.initVerify(KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(number(key.path("n")), number(key.path("e")))));
        rsa.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
        assertThat(rsa.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    }

    /** What the certification of tools looks at in an answer. */
    @Test
    void theAnswerHasEveryClaimOfTheSpecification() {
        JsonNode claims = claims(items.answer(chooser(MOODLE), badge(false), "Added"));
        assertThat(claims.path("iss").asString()).isEqualTo(MOODLE.clientId());
        assertThat(claims.path("aud").asString()).isEqualTo(MOODLE.issuer());
        assertThat(claims.path("nonce").asString()).hasSizeGreaterThan(30);
        assertThat(claims.path(LTI + "message_type").asString()).isEqualTo("LtiDeepLinkingResponse");
        assertThat(claims.path(LTI + "version").asString()).isEqualTo("1.3.0");
        assertThat(claims.path(LTI + "deployment_id").asString()).isEqualTo("deployment-1");
        assertThat(claims.path(DEEP_LINKING + "content_items").isArray()).isTrue();
        assertThat(claims.path(DEEP_LINKING + "data").asString()).isEqualTo("a=1&b=\"ü\"");
        assertThat(claims.path(DEEP_LINKING + "msg").asString()).isEqualTo("Added");
    }

    @Test
    void theAnswerIsIssuedBeforeNowForClocksWithoutLeewayAndHoldsForMinutes() {
        JsonNode claims = claims(items.nothing(chooser(MOODLE)));
        assertThat(claims.path("iat").asLong()).isBetween(NOW.getEpochSecond() - 30, NOW.getEpochSecond() - 1);
        assertThat(claims.path("exp").asLong()).isEqualTo(NOW.getEpochSecond() + 300);
    }

    @Test
    void everyAnswerHasANonceOfItsOwn() {
        Set<String> nonces = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            nonces.add(claims(items.answer(chooser(CANVAS), badge(true), null))
                    .path("nonce")
                    .asString());
        }
        assertThat(nonces).hasSize(20);
    }

    @Test
    void dataIsLeftOutWhereThePlatformSentNone() {
        Launch launch = launch(CANVAS, Role.INSTRUCTOR, choice(CANVAS, null, Set.of(ContentItems.LINK), true, null));
        assertThat(claims(items.nothing(launch)).has(DEEP_LINKING + "data")).isFalse();
    }

    @Test
    void theLinkKnowsItsBadgeInItsAddressAndInItsCustomValues() {
        JsonNode item = item(items.answer(chooser(CANVAS), badge(false), null));
        assertThat(item.path("type").asString()).isEqualTo("ltiResourceLink");
        assertThat(item.path("url").asString())
                .isEqualTo("https://badges.example.edu/lti/launch?view=badge&badge=pbl-preparation");
        assertThat(item.path("custom").toString())
                .isEqualTo("{\"cairn_view\":\"badge\",\"cairn_badge\":\"pbl-preparation\"}");
    }

    @Test
    void viewsOfTheCourseHaveNoBadgeAndNeverAColumn() {
        ContentItem progress = new ContentItem(new Embed(Embed.View.PROGRESS, null), "My badges", null, true);
        JsonNode item = item(items.answer(chooser(CANVAS), progress, null));
        assertThat(item.path("url").asString()).isEqualTo("https://badges.example.edu/lti/launch?view=progress");
        assertThat(item.path("custom").toString()).isEqualTo("{\"cairn_view\":\"progress\"}");
        assertThat(item.has("lineItem")).isFalse();
        assertThat(item.has("text")).isFalse();
    }

    @Test
    void canvasGetsAFrameAndAColumnWithALabel() {
        JsonNode item = item(items.answer(chooser(CANVAS), badge(true), null));
        assertThat(names(item)).containsExactly("type", "title", "text", "url", "custom", "iframe", "lineItem");
        assertThat(item.path("iframe").path("width").isInt()).isTrue();
        assertThat(item.path("iframe").path("height").isInt()).isTrue();
        assertThat(item.path("lineItem").toString())
                .isEqualTo("{\"scoreMaximum\":100,\"label\":\"Preparation\","
                        + "\"resourceId\":\"cairn:badge:pbl-preparation\",\"tag\":\"cairn-progress\"}");
    }

    /** Moodle drops sizes, dates and the label of the column; its gradebook opens the student's work. */
    @Test
    void moodleGetsOnlyWhatItKeeps() {
        JsonNode item = item(items.answer(chooser(MOODLE), badge(true), null));
        assertThat(names(item)).containsExactly("type", "title", "text", "url", "custom", "lineItem");
        JsonNode column = item.path("lineItem");
        assertThat(names(column)).containsExactly("scoreMaximum", "resourceId", "tag", "submissionReview");
        assertThat(column.path("scoreMaximum").asInt()).isEqualTo(100);
        JsonNode review = column.path("submissionReview");
        assertThat(review.path("url").asString())
                .isEqualTo(item.path("url").asString())
                .startsWith("https://badges.example.edu/lti/launch");
        assertThat(review.path("custom")).isEqualTo(item.path("custom"));
        assertThat(review.path("reviewableStatus").isArray()).isTrue();
    }

    @Test
    void customValuesAreTextWithoutNullForEveryPlatform() {
        for (Platform platform : List.of(CANVAS, MOODLE)) {
            for (Embed.View view : Embed.View.values()) {
                Embed embed = view == Embed.View.BADGE ? BADGE : new Embed(view, null);
                JsonNode item = item(items.answer(chooser(platform), new ContentItem(embed, "T", null, true), null));
                assertThat(item.path("custom").values()).isNotEmpty().allMatch(JsonNode::isString);
                assertThat(item.toString()).doesNotContain("null").doesNotContain("available");
            }
        }
    }

    @Test
    void aColumnIsLeftOutWhereThePlatformTakesNone() {
        Launch launch = launch(CANVAS, Role.INSTRUCTOR, choice(CANVAS, "x", Set.of(ContentItems.LINK), false, null));
        assertThat(item(items.answer(launch, badge(true), null)).has("lineItem"))
                .isFalse();
    }

    @Test
    void cancellingAnswersWithAnEmptyList() {
        JsonNode list = claims(items.nothing(chooser(MOODLE))).path(DEEP_LINKING + "content_items");
        assertThat(list.isArray()).isTrue();
        assertThat(list.size()).isZero();
    }

    @Test
    @Case("T48")
    void hostileTitlesStayTextOfOneLine() {
        String hostile = "<script>alert(1)</script>\u0000\n\u202Eevil\uD83D\uDE00";
        JsonNode item = item(items.answer(chooser(MOODLE), new ContentItem(BADGE, hostile, hostile, false), null));
        assertThat(item.path("title").asString())
                .isEqualTo("<script>alert(1)</script>  \u202Eevil\uD83D\uDE00")
                .doesNotContain("\u0000", "\n");
        assertThat(new ContentItem(BADGE, "x".repeat(100_000), null, false).title())
                .hasSize(255);
        assertThatThrownBy(() -> new ContentItem(BADGE, " \u0000 ", null, false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingIsSignedForAnAddressThatIsNotThePlatforms() {
        for (String elsewhere : List.of(
                "https://evil.example/return",
                "https://lms.evil.example/return",
                "http://" + URI.create(CANVAS.issuer()).getHost() + "/return",
                CANVAS.issuer() + ":8443/return",
                "https://user@" + URI.create(CANVAS.issuer()).getHost() + "/return",
                "javascript:alert(1)",
                "data:text/html,x",
                "/return")) {
            Launch launch = launch(
                    CANVAS,
                    Role.INSTRUCTOR,
                    choice(CANVAS, null, Set.of(ContentItems.LINK), true, URI.create(elsewhere)));
            assertThatThrownBy(() -> items.nothing(launch)).as(elsewhere).isInstanceOf(ContentItems.NotAsked.class);
            assertThatThrownBy(() -> items.answer(launch, badge(true), null)).isInstanceOf(ContentItems.NotAsked.class);
        }
    }

    @Test
    void nothingIsSignedForAVisitAStudentOrAPickerOfOtherThings() {
        Launch visit = launch(CANVAS, Role.INSTRUCTOR, new Purpose.Visit(BADGE, null));
        Launch student = launch(CANVAS, Role.STUDENT, choice(CANVAS, null, Set.of(ContentItems.LINK), true, null));
        Launch files = launch(CANVAS, Role.INSTRUCTOR, choice(CANVAS, null, Set.of("file", "link"), true, null));
        for (Launch launch : List.of(visit, student, files)) {
            assertThatThrownBy(() -> items.answer(launch, badge(true), null)).isInstanceOf(ContentItems.NotAsked.class);
        }
        assertThat(items.nothing(files).jwt())
                .as("but a picker can always be closed")
                .isNotEmpty();
    }

    private static ContentItem badge(boolean graded) {
        return new ContentItem(BADGE, "Preparation", "For people who build things.", graded);
    }

    private static Launch chooser(Platform platform) {
        return launch(
                platform,
                Role.INSTRUCTOR,
                choice(platform, "a=1&b=\"ü\"", Set.of("html", ContentItems.LINK), true, null));
    }

    private static Purpose choice(
            Platform platform, @Nullable String data, Set<String> types, boolean lineItems, @Nullable URI returnUrl) {
        URI address = returnUrl == null ? URI.create(platform.issuer() + "/return?sesskey=x") : returnUrl;
        return new Purpose.Choice(new ContentRequest("deployment-1", address, data, types, true, lineItems));
    }

    private static Launch launch(Platform platform, Role role, Purpose purpose) {
        return new Launch(
                platform.id(),
                new LearnerId(platform.id().institution(), new UUID(0, 9)),
                null,
                null,
                null,
                role,
                List.of(platform.issuer()),
                NOW.plusSeconds(3600),
                purpose,
                null,
                "token");
    }

    private static JsonNode item(ContentItems.Answer answer) {
        JsonNode list = claims(answer).path(DEEP_LINKING + "content_items");
        assertThat(list.size()).isEqualTo(1);
        return list.get(0);
    }

    private static List<String> names(JsonNode object) {
        return List.copyOf(object.propertyNames());
    }

    private static JsonNode claims(ContentItems.Answer answer) {
        return part(answer, 1);
    }

    private static JsonNode part(ContentItems.Answer answer, int number) {
        return JSON.readTree(Base64.getUrlDecoder().decode(answer.jwt().split("\\.")[number]));
    }

    private static BigInteger number(JsonNode base64) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(base64.asString()));
    }
}
