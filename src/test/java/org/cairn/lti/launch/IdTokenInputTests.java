package org.cairn.lti.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cairn.Case;
import org.cairn.TestBrowser;
import org.cairn.TestBrowser.Login;
import org.cairn.TestBrowser.Page;
import org.cairn.TestLaunch;
import org.cairn.TestPlatform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens as strangers, thieves and broken platforms send them. */
class IdTokenInputTests extends LaunchWorld {

    private static final String LTI = TestLaunch.LTI;
    private static final long SOON = NOW.getEpochSecond() + 60;

    static Stream<Arguments> refusedClaims() {
        long now = NOW.getEpochSecond();
        return Stream.of(
                Arguments.of("exp", now - 121, Refusal.TOKEN),
                Arguments.of("exp", "" + SOON, Refusal.TOKEN),
                Arguments.of("exp", 1e300, Refusal.TOKEN),
                Arguments.of("exp", -1, Refusal.TOKEN),
                Arguments.of("exp", true, Refusal.TOKEN),
                Arguments.of("iat", now + 3600, Refusal.CLOCK),
                Arguments.of("iat", now - 3600, Refusal.CLOCK),
                Arguments.of("iat", "yesterday", Refusal.TOKEN),
                Arguments.of("nbf", now + 3600, Refusal.CLOCK),
                Arguments.of("nbf", "later", Refusal.TOKEN),
                Arguments.of("aud", "somebody-else", Refusal.TOKEN),
                Arguments.of("aud", List.of(), Refusal.TOKEN),
                Arguments.of("aud", 12345, Refusal.TOKEN),
                Arguments.of("azp", "somebody-else", Refusal.TOKEN),
                Arguments.of("azp", 1, Refusal.TOKEN),
                Arguments.of("iss", "https://other.example", Refusal.TOKEN),
                Arguments.of("nonce", "", Refusal.TOKEN),
                Arguments.of("nonce", 42, Refusal.TOKEN),
                Arguments.of("nonce", List.of("a"), Refusal.TOKEN),
                Arguments.of(LTI + "deployment_id", "x".repeat(257), Refusal.MESSAGE),
                Arguments.of(LTI + "deployment_id", "", Refusal.MESSAGE),
                Arguments.of(LTI + "deployment_id", 1, Refusal.MESSAGE),
                Arguments.of(LTI + "message_type", List.of("LtiResourceLinkRequest"), Refusal.MESSAGE),
                Arguments.of(LTI + "version", "1.1", Refusal.MESSAGE),
                Arguments.of(LTI + "version", 1.3, Refusal.MESSAGE),
                Arguments.of("sub", "", Refusal.MESSAGE),
                Arguments.of("sub", "x".repeat(256), Refusal.MESSAGE),
                Arguments.of("sub", "ann ", Refusal.MESSAGE),
                Arguments.of("sub", " ann", Refusal.MESSAGE),
                Arguments.of("sub", "an\u0000n", Refusal.MESSAGE),
                Arguments.of("sub", "an\nn", Refusal.MESSAGE),
                Arguments.of("sub", "an\u202En", Refusal.MESSAGE),
                Arguments.of("sub", 7, Refusal.MESSAGE),
                Arguments.of("sub", Map.of("id", "ann"), Refusal.MESSAGE),
                Arguments.of(LTI + "roles", "Instructor", Refusal.MESSAGE),
                Arguments.of(LTI + "roles", List.of(1, 2), Refusal.MESSAGE),
                Arguments.of(LTI + "roles", Map.of(), Refusal.MESSAGE),
                Arguments.of(LTI + "roles", Collections.nCopies(2000, "Learner"), Refusal.MESSAGE),
                Arguments.of(LTI + "context", Map.of("id", "x".repeat(10_000)), Refusal.MESSAGE),
                Arguments.of(LTI + "context", Map.of("title", "No id"), Refusal.MESSAGE),
                Arguments.of(LTI + "context", "course-1", Refusal.MESSAGE),
                Arguments.of(LTI + "resource_link", Map.of(), Refusal.MESSAGE),
                Arguments.of(LTI + "resource_link", Map.of("id", ""), Refusal.MESSAGE),
                Arguments.of(LTI + "resource_link", List.of(), Refusal.MESSAGE),
                Arguments.of(LTI + "target_link_uri", 1, Refusal.TARGET));
    }

    @ParameterizedTest
    @MethodSource
    @Case({"T29", "T30", "T31", "T32", "T33", "T34", "T35", "T39", "T40", "T41", "T42", "T43", "T44", "T48"})
    void refusedClaims(String name, Object value, Refusal refusal) {
        assertRefused(answerTo(student().claim(name, value)), refusal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp", "iat", "aud", "iss", "nonce"})
    @Case({"T29", "T30", "T32", "T35"})
    void tokenWithoutItsGuardsIsRefused(String name) {
        assertRefused(answerTo(student().without(name)), Refusal.TOKEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'alg':'none','kid':'KID'}",
                "{'alg':'None','kid':'KID'}",
                "{'alg':'nOnE','kid':'KID'}",
                "{'alg':'HS256','kid':'KID'}",
                "{'alg':'RS512','kid':'KID'}",
                "{'alg':['RS256'],'kid':'KID'}",
                "{'kid':'KID'}",
                "{'alg':'RS256'}",
                "{'alg':'RS256','kid':''}",
                "{'alg':'RS256','kid':null}",
                "{'alg':'RS256','kid':7}",
                "{'alg':'RS256','kid':'../../etc/passwd'}",
                "{'alg':'RS256','kid':'KID\\u0027 or 1=1 --'}",
                "{'alg':'RS256','kid':'KID','jku':'https://evil.example/jwks'}",
                "{'alg':'RS256','kid':'KID','jwk':{'kty':'RSA'}}",
                "{'alg':'RS256','kid':'KID','x5u':'https://evil.example/cert'}",
                "{'alg':'RS256','kid':'KID','x5c':['MIIB']}",
                "{'alg':'RS256','kid':'KID','crit':['exp'],'exp':1}",
                "{'alg':'RS256','kid':'KID','b64':false}",
                "{'alg':'RS256','kid':'KID','b64':false,'crit':['b64']}",
                "{'alg':'RS256','kid':'KID','typ':'at+jwt'}",
                "{'alg':'RS256','kid':'KID','typ':'event+jwt'}",
                "{'alg':'RSA-OAEP','enc':'A256GCM','p2c':2147483647,'kid':'KID'}"
            })
    @Case({"T17", "T22", "T24", "T25", "T26", "T27"})
    void headerThatIsNotPlainRs256IsRefused(String header) {
        String json = header.replace('\'', '"').replace("KID", canvas.key().getKeyID());
        assertRefused(answerTo(student().header(json)), Refusal.TOKEN);
    }

    @Test
    @Case("T53")
    void whatThePlatformSignedForAnotherPurposeIsNoLaunch() {
        assertRefused(
                answerTo(student().payload(json -> "{\"metadata\":{\"event_name\":\"grade_change\"},\"body\":{}}")),
                Refusal.TOKEN);
        assertRefused(
                answerTo(student().claim(TestLaunch.LTI + "message_type", "LtiDeepLinkingResponse")), Refusal.MESSAGE);
        assertRefused(
                answerTo(student().without("nonce").claim(TestLaunch.LTI + "notice", Map.of("id", "n-1"))),
                Refusal.TOKEN);
    }

    @Test
    @Case("T24")
    void keyIdLongerThan128CharactersIsRefused() {
        String header = "{\"alg\":\"RS256\",\"kid\":\"" + "k".repeat(129) + "\"}";
        assertRefused(answerTo(student().header(header)), Refusal.TOKEN);
    }

    @Test
    @Case("T18")
    void publicKeyUsedAsASharedSecretIsRefused() {
        for (byte[] secret : publicKeyForms()) {
            TestLaunch launch = student().token(token -> hmac(token, secret));
            assertRefused(answerTo(launch), Refusal.TOKEN);
        }
    }

    @Test
    @Case("T28")
    void keysThatAreTooWeakOrForSomethingElseAreRefused() throws JOSEException {
        RSAKey weak = new RSAKeyGenerator(1024, true).keyID("weak").generate();
        RSAKey encrypting =
                new RSAKeyGenerator(2048).keyID("enc").keyUse(KeyUse.ENCRYPTION).generate();
        RSAKey other = new RSAKeyGenerator(2048)
                .keyID("ps")
                .algorithm(JWSAlgorithm.PS256)
                .generate();
        var curve = new ECKeyGenerator(Curve.P_256).keyID("curve").generate();
        canvas.publish(new JWKSet(
                        List.of(weak.toPublicJWK(), encrypting.toPublicJWK(), other.toPublicJWK(), curve.toPublicJWK()))
                .toString());
        for (RSAKey key : List.of(weak, encrypting, other)) {
            String header = "{\"alg\":\"RS256\",\"kid\":\"" + key.getKeyID() + "\"}";
            assertRefused(answerTo(student().signedWith(key).header(header)), Refusal.TOKEN);
        }
        String header = "{\"alg\":\"RS256\",\"kid\":\"curve\"}";
        assertRefused(answerTo(student().header(header)), Refusal.TOKEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "{\"keys\":[]}",
                "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"x\",\"n\":\"AQ\",\"e\":\"AQ\"}]}"
            })
    @Case("T28")
    void keySetThatIsNoneIsRefused(String keySet) {
        canvas.publish(keySet);
        assertRefused(answerTo(student()), Refusal.TOKEN);
    }

    @Test
    @Case("T51")
    void tokenThatIsNoTokenIsRefused() {
        for (String token :
                List.of("x", ".", "..", "a.b", "a.b.c", "a.b.c.d.e", "{}", "....", " ", "\u0000.\u0000.\u0000")) {
            assertRefused(answerTo(student().token(real -> token)), Refusal.TOKEN);
        }
        assertRefused(answerTo(student().token(real -> real + "==")), Refusal.TOKEN);
        assertRefused(answerTo(student().token(real -> real + " ")), Refusal.TOKEN);
        assertRefused(answerTo(student().token(real -> real.replace(".", ".\n"))), Refusal.TOKEN);
        assertThat(answerTo(student().token(real -> "")).status()).isIn(400, 401);
        assertThat(sessions()).isZero();
    }

    @Test
    @Case("T20")
    void signatureOfAnotherTokenIsRefused() {
        String other = canvas.student("bob").sign("n", publicUrl.of(""));
        String signature = other.substring(other.lastIndexOf('.'));
        assertRefused(
                answerTo(student().token(token -> token.substring(0, token.lastIndexOf('.')) + signature)),
                Refusal.TOKEN);
    }

    @Test
    @Case("T50")
    void tokenOf200KilobytesIsTooLarge() {
        assertRefused(answerTo(student().claim("x", "y".repeat(140_000))), Refusal.TOO_LARGE);
        assertRefused(answerTo(student().claim("x", "y".repeat(26_000))), Refusal.TOO_LARGE);
    }

    @Test
    @Case("T49")
    void jsonThatTwoReadersWouldReadDifferentlyIsRefused() {
        assertRefused(
                answerTo(student().payload(json -> json.replaceFirst("\\{", "{\"sub\":\"root\","))), Refusal.MESSAGE);
        assertRefused(answerTo(student().payload(json -> json + "{}")), Refusal.MESSAGE);
        assertRefused(
                answerTo(student().payload(json -> json.replaceFirst("\\{", "{\"z\":{\"a\":1,\"a\":2},"))),
                Refusal.MESSAGE);
    }

    @Test
    @Case("T50")
    void jsonThatIsMeantToHurtIsRefused() {
        assertRefused(
                answerTo(student()
                        .payload(json ->
                                json.replaceFirst("\\{", "{\"deep\":" + "[".repeat(5000) + "]".repeat(5000) + ","))),
                Refusal.MESSAGE);
        assertRefused(
                answerTo(student().payload(json -> json.replaceFirst("\\{", "{\"n\":" + "9".repeat(10_000) + ","))),
                Refusal.MESSAGE);
        for (String payload : List.of("", "null", "[]", "\"text\"", "7", "{", "{'a':1}", "\u0000")) {
            assertRefused(answerTo(student().payload(json -> payload)), Refusal.MESSAGE);
        }
    }

    @Test
    @Case("T41")
    void brokenSurrogateInAnIdentifierIsRefused() {
        assertRefused(
                answerTo(student().payload(json -> json.replace("\"sub\":\"ann\"", "\"sub\":\"\\ud800ann\""))),
                Refusal.MESSAGE);
    }

    @Test
    @Case({"T32", "T33"})
    void audienceOfSeveralNeedsToNameUsAsItsParty() {
        List<String> several = List.of(canvas.clientId(), "other");
        assertRefused(answerTo(student().claim("aud", several)), Refusal.TOKEN);
        assertThat(answerTo(student().claim("aud", several).claim("azp", canvas.clientId()))
                        .status())
                .isEqualTo(303);
    }

    @Test
    void audienceOfOneMayBeAList() {
        assertThat(answerTo(student().claim("aud", List.of(canvas.clientId()))).status())
                .isEqualTo(303);
    }

    @Test
    @Case("T36")
    void stateMustBeOurs() {
        TestLaunch launch = student();
        Login login = browser.login(launch);
        String token = launch.sign(login.nonce(), publicUrl.of(""));
        String state = login.state();
        String altered = state.substring(0, 40) + (state.charAt(40) == 'A' ? 'B' : 'A') + state.substring(41);
        for (String wrong : List.of("x", "a".repeat(200), "%%%", altered, state.substring(1), "x".repeat(5000))) {
            assertRefused(browser.postLaunch(wrong, token), Refusal.STATE);
        }
        assertThat(browser.postRaw("/lti/launch", TestBrowser.encode(Map.of("id_token", token)))
                        .status())
                .isEqualTo(400);
        assertThat(browser.postRaw("/lti/launch", TestBrowser.encode(Map.of("state", state)))
                        .status())
                .isEqualTo(400);
        assertThat(browser.postLaunch(state, token).status()).isEqualTo(303);
    }

    @Test
    @Case("T36")
    void swappedStatesAreRefused() {
        TestLaunch launch = student();
        Login one = browser.login(launch);
        Login two = browser.login(launch);
        assertRefused(browser.postLaunch(one.state(), launch.sign(two.nonce(), publicUrl.of(""))), Refusal.TOKEN);
    }

    @Test
    @Case("T38")
    void stateOfAnotherPlatformIsRefused() {
        try (TestPlatform other = TestPlatform.moodle()) {
            other.useClock(clock);
            platforms.register(other.registration("Another University"));
            TestBrowser otherBrowser = other.browser(browser.at("/"), publicUrl.publicUrl());
            Login login = otherBrowser.login(other.student("ann"));
            String mixedUp = student().sign(login.nonce(), publicUrl.of(""));
            assertRefused(otherBrowser.postLaunch(login.state(), mixedUp), Refusal.TOKEN);
        }
    }

    @Test
    @Case({"T36", "L15"})
    void stateExpiresAfterTenMinutes() {
        TestLaunch launch = student();
        Login login = browser.login(launch);
        clock.advance(Duration.ofMinutes(10));
        assertRefused(browser.answer(login, launch), Refusal.STATE);
    }

    @Test
    @Case("T36")
    void wrongBrowserSecretIsRefused() {
        TestLaunch launch = student();
        Login login = browser.login(launch);
        browser.cookies().replaceAll((name, value) -> "x".repeat(43));
        assertRefused(browser.answer(login, launch), Refusal.BROWSER);
    }

    @Test
    void parameterSentTwiceIsRefused() {
        TestLaunch launch = student();
        Login login = browser.login(launch);
        String token = launch.sign(login.nonce(), publicUrl.of(""));
        String form = TestBrowser.encode(Map.of("state", login.state(), "id_token", token));
        assertRefused(browser.postRaw("/lti/launch", form + "&id_token=x"), Refusal.REQUEST);
        assertRefused(browser.postRaw("/lti/launch?state=x", form), Refusal.REQUEST);
    }

    @Test
    void errorFromThePlatformIsShownAsSuch() {
        Login login = browser.login(student());
        Page answer = browser.post(
                "/lti/launch",
                Map.of("state", login.state(), "error", "login_required", "error_description", "<script>x</script>"));
        assertRefused(answer, Refusal.DECLINED);
    }

    @Test
    @Case("T48")
    void textForDisplayIsCleanedAndCut() {
        TestLaunch launch = student()
                .claim("name", "<script>alert(1)</script>\u202E\u0000 \uD83C\uDF93 " + "x".repeat(20_000))
                .claim(LTI + "context", Map.of("id", "course-9", "title", "T\u0007i\u202Etle"));
        Page page = browser.launch(launch);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("<script>alert(1)</script> \uD83C\uDF93")
                .contains("in Title as")
                .hasSizeLessThan(500);
    }

    private TestLaunch student() {
        return canvas.student("ann").inCourse("course-1", "Course one");
    }

    private List<byte[]> publicKeyForms() {
        try {
            byte[] der = canvas.key().toRSAPublicKey().getEncoded();
            String pem = "-----BEGIN PUBLIC KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                    + "\n-----END PUBLIC KEY-----\n";
            List<byte[]> forms = new ArrayList<>();
            forms.add(der);
            forms.add(pem.getBytes(StandardCharsets.US_ASCII));
            forms.add(canvas.key().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8));
            return forms;
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String hmac(String token, byte[] secret) {
        try {
            JWSObject forged = new JWSObject(
                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                            .keyID(canvas.key().getKeyID())
                            .build(),
                    new Payload(JWSObject.parse(token).getPayload().toString()));
            forged.sign(new MACSigner(secret));
            return forged.serialize();
        } catch (JOSEException | java.text.ParseException e) {
            throw new IllegalStateException(e);
        }
    }
}
