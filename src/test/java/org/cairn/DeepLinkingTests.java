package org.cairn;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.TestBrowser.Page;
import org.cairn.drive.BuffaloModel;
import org.cairn.net.PublicUrl;
import org.cairn.pathway.Pathways;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** From the platform's picker to the embedded badge, over HTTP and through every filter. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class DeepLinkingTests {

    private static final String CLAIM = "https://purl.imsglobal.org/spec/lti-dl/claim/";

    @LocalServerPort
    int port;

    @Autowired
    PublicUrl publicUrl;

    @Autowired
    Platforms platforms;

    @Autowired
    Pathways pathways;

    private final TestPlatform canvas = TestPlatform.canvas();
    private final TestPlatform moodle = TestPlatform.moodle();

    @AfterEach
    void close() {
        canvas.close();
        moodle.close();
    }

    @Test
    void whatTheInstructorChoseIsWhatTheStudentSeesFromEitherPlatform(TestInfo test) throws Exception {
        String institution = "University of " + test.getDisplayName();
        for (TestPlatform lms : List.of(canvas, moodle)) {
            publish(platforms.register(lms.registration(institution)));
            TestBrowser teacher = browser(lms);
            Page chooser = teacher.launch(picker(lms, lms.origin() + "/deep/return?sesskey=x"));
            assertThat(chooser.url().getPath()).isEqualTo("/instructor/content");
            assertThat(chooser.body()).contains("Project-Based Collaboration: Reflection", "Progress of this class");
            Page preview = teacher.get("/instructor/content/preview?view=badge&badge=pbl-reflection");
            assertThat(preview.status()).isEqualTo(200);
            assertThat(preview.body()).contains("/instructor/content?launch=" + teacher.launchKey());

            Page answer = teacher.submit(
                    "/instructor/content",
                    Map.of("view", "badge", "badge", "pbl-reflection", "title", "Reflect", "graded", "true"));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Security-Policy"))
                    .contains("form-action 'self' " + lms.origin() + ";", "script-src 'self';");
            assertThat(answer.body()).doesNotContain(teacher.launchKey());
            SignedJWT jwt = SignedJWT.parse(field(answer.body()));
            JWKSet keys = JWKSet.parse(teacher.get("/.well-known/jwks.json").body());
            assertThat(jwt.verify(new RSASSAVerifier(
                            keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey())))
                    .isTrue();
            assertThat(jwt.getJWTClaimsSet().getIssuer()).isEqualTo(lms.clientId());
            assertThat(jwt.getJWTClaimsSet().getAudience()).containsExactly(lms.issuer());
            assertThat(jwt.getJWTClaimsSet().getClaim(CLAIM + "data")).isEqualTo("csrf=1");

            Map<?, ?> link = (Map<?, ?>)
                    jwt.getJWTClaimsSet().getListClaim(CLAIM + "content_items").getFirst();
            assertThat(browser(lms)
                            .launch(opened(lms.student("ann"), link))
                            .url()
                            .getPath())
                    .isEqualTo("/student/badge/pbl-reflection");
            Page student = browser(lms).launch(opened(lms.student("ann"), link));
            assertThat(student.status()).isEqualTo(200);
            assertThat(student.body())
                    .contains("0% of the way to Project-Based Collaboration: Reflection.")
                    .contains("Nothing in this course counts toward this badge yet");
            Page staff = browser(lms).launch(opened(lms.instructor("tom"), link));
            assertThat(staff.url().getPath()).isEqualTo("/instructor/badge/pbl-reflection");
            assertThat(staff.body()).contains("Bind its milestones now", "/instructor/embed/pbl-reflection?launch=");
        }
    }

    @Test
    @Case({"U58", "U59", "U61"})
    void nobodyElseCanUseThePicker(TestInfo test) {
        publish(platforms.register(canvas.registration("University of " + test.getDisplayName())));
        platforms.register(moodle.registration("Another university, " + test.getDisplayName()));
        Map<String, String> form = Map.of("view", "badge", "badge", "pbl-reflection");

        TestBrowser student = browser(canvas);
        student.launch(canvas.student("ann").inCourse("c1", "Course one"));
        assertThat(student.get("/instructor/content").status()).isEqualTo(403);
        assertThat(student.submit("/instructor/content", form).status()).isEqualTo(403);

        TestBrowser visitor = browser(canvas);
        visitor.launch(canvas.instructor("tom").inCourse("c1", "Course one"));
        assertThat(visitor.get("/instructor/content").status()).isEqualTo(400);
        Page refused = visitor.submit("/instructor/content", form);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).doesNotContain("JWT");
        assertThat(refused.header("Content-Security-Policy")).contains("form-action 'self';");

        TestBrowser foreigner = browser(moodle);
        assertThat(foreigner.launch(picker(moodle, moodle.origin() + "/r")).body())
                .contains("No badge has been published yet.")
                .doesNotContain("Project-Based");
        assertThat(foreigner.submit("/instructor/content", form).status()).isEqualTo(404);

        TestBrowser lured = browser(canvas);
        lured.launch(picker(canvas, canvas.origin() + "/r"));
        Map<String, String> forged = new LinkedHashMap<>(form);
        forged.put("launch", lured.launchKey());
        Page foreign = lured.post(
                "/instructor/content", forged, "Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site");
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.body()).doesNotContain("JWT");
    }

    @Test
    void anAnswerToAnotherSiteIsNeverMade(TestInfo test) {
        publish(platforms.register(canvas.registration("University of " + test.getDisplayName())));
        for (String elsewhere : List.of("https://evil.example/return", "javascript:alert(1)", "/return")) {
            Page page = browser(canvas).launch(picker(canvas, elsewhere));
            assertThat(page.status()).as(elsewhere).isGreaterThanOrEqualTo(400);
            assertThat(page.header("Content-Security-Policy")).doesNotContain("evil");
        }
    }

    private void publish(Platform platform) {
        try {
            pathways.put(platform.id().institution(), BuffaloModel.YAML);
        } catch (Pathways.BadDocument e) {
            throw new IllegalStateException(e);
        }
        BuffaloModel.MILESTONES.forEach(key -> pathways.publish(platform.id().institution(), key));
        pathways.publish(platform.id().institution(), BuffaloModel.STACK);
    }

    private TestBrowser browser(TestPlatform lms) {
        return lms.browser(URI.create("http://127.0.0.1:" + port), publicUrl.publicUrl());
    }

    private static TestLaunch picker(TestPlatform lms, String returnUrl) {
        return lms.instructor("tom")
                .inCourse("c1", "Course one")
                .without(TestLaunch.LTI + "resource_link")
                .claim(TestLaunch.LTI + "message_type", "LtiDeepLinkingRequest")
                .claim(
                        CLAIM + "deep_linking_settings",
                        Map.of(
                                "deep_link_return_url",
                                returnUrl,
                                "accept_types",
                                List.of("ltiResourceLink"),
                                "accept_presentation_document_targets",
                                List.of("iframe"),
                                "accept_multiple",
                                true,
                                "data",
                                "csrf=1"));
    }

    /** The platform keeps the custom values of a link and sends them with each launch. */
    private TestLaunch opened(TestLaunch launch, Map<?, ?> link) {
        ((Map<?, ?>) link.get("custom")).forEach((name, value) -> launch.custom((String) name, value));
        String target = (String) link.get("url");
        return launch.inCourse("c1", "Course one").claim(TestLaunch.LTI + "target_link_uri", target);
    }

    private static String field(String page) {
        Matcher field = Pattern.compile("name=\"JWT\" value=\"([\\w.-]+)\"").matcher(page);
        assertThat(field.find()).isTrue();
        return field.group(1);
    }
}
