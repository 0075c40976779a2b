package org.cairn.ingest.xapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.cairn.Case;
import org.cairn.drive.RawHttp;
import org.cairn.vault.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files and signatures that come with statements. */
class XapiAttachmentsTests extends StrictFeed {

    @Test
    @Case("E94")
    void attachmentsAreKeptAndGivenBack() throws IOException {
        String id = id();
        String hash = Tokens.digest("hello");
        String statements = part("Content-Type: application/json", attached(id, hash, ""));

        assertThat(multipart(statements, file(hash, "hello"))).isEqualTo(200);

        RawHttp.Answer back = get("?attachments=true&statementId=" + id);
        assertThat(back.header("content-type")).startsWith("multipart/mixed; boundary=");
        assertThat(back.body().split(hash, -1)).hasSize(3);
        assertThat(back.body()).contains("\r\n\r\nhello\r\n--");
        assertThat(get("?statementId=" + id).header("content-type")).startsWith("application/json");
        assertThat(get("?attachments=true&limit=1").header("content-type")).startsWith("multipart/mixed");
    }

    @Test
    @Case("E94")
    void attachmentsThatDoNotFitAreRefused() throws IOException {
        String hash = Tokens.digest("hello");
        String other = Tokens.digest("other");
        String statements = part("Content-Type: application/json", attached(id(), hash, ""));

        assertThat(multipart(statements)).isEqualTo(400);
        assertThat(multipart(statements, file(other, "hello"))).isEqualTo(400);
        assertThat(multipart(statements, file(hash, "hello"), file(other, "other")))
                .isEqualTo(400);
        assertThat(multipart(
                        statements, part("Content-Type: text/plain\r\nContent-Transfer-Encoding: binary", "hello")))
                .isEqualTo(400);
        assertThat(multipart(statements, part("Content-Type: text/plain\r\nX-Experience-API-Hash: " + hash, "hello")))
                .isEqualTo(400);
        assertThat(multipart(part("Content-Type: text/plain", attached(id(), hash, "")), file(hash, "hello")))
                .isEqualTo(400);
        assertThat(multipart(
                        "Content-Type: application/json\r\n\r\n" + attached(id(), hash, "") + "\r\n",
                        file(hash, "hello")))
                .isEqualTo(400);
        assertThat(call("POST", "", statements, "Content-Type: multipart/mixed;")
                        .status())
                .isEqualTo(400);
        assertThat(call("POST", "", statements, "Content-Type: multipart/form-data; boundary=" + BOUNDARY)
                        .status())
                .isEqualTo(400);
        assertThat(post(attached(id(), hash, ""))).isEqualTo(400);
        assertThat(post(attached(id(), hash, ", \"fileUrl\": \"https://example.edu/file\"")))
                .isEqualTo(200);
        assertThat(call("POST", "", statement(id()), "Content-Type: text/plain").status())
                .isEqualTo(400);
    }

    @Test
    @Case("E95")
    void partsWithEndlessHeaderLinesAndTypesThatNoDatabaseTakesAreNotKept() throws IOException {
        String hash = Tokens.digest("hello");
        String statements = part("Content-Type: application/json", attached(id(), hash, ""));
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            lines.append(Integer.toString(i, 36)).append(":\r\n");
        }

        assertThat(multipart(
                        statements,
                        part(lines + "Content-Transfer-Encoding: binary\r\nX-Experience-API-Hash: " + hash, "hello")))
                .isEqualTo(400);
        String id = id();
        assertThat(multipart(
                        part("Content-Type: application/json", attached(id, hash, "")),
                        part(
                                "Content-Type: text/pl\0ain\r\nContent-Transfer-Encoding: binary\r\nX-Experience-API-Hash: "
                                        + hash,
                                "hello")))
                .isEqualTo(200);
        assertThat(get("?attachments=true&statementId=" + id).body())
                .contains("Content-Type: application/octet-stream")
                .doesNotContain("\0");
    }

    @ParameterizedTest
    @CsvSource({
        "RS256, application/octet-stream, true, 200",
        "RS384, application/octet-stream, true, 200",
        "RS512, application/octet-stream, true, 200",
        "HS256, application/octet-stream, true, 400",
        "RS256, text/plain, true, 400",
        "RS256, application/octet-stream, false, 400"
    })
    @Case("E94")
    void signaturesAreChecked(String algorithm, String type, boolean same, int status) throws Exception {
        String id = id();
        String signature = signed(algorithm, same ? statement(id) : "{broken");
        String hash = Tokens.digest(signature);
        String statement = statement(id, "https://example.edu/verbs/did", """
                , "attachments": [{"usageType": "http://adlnet.gov/expapi/attachments/signature",
                "display": {"en": "Signature"}, "contentType": "%s", "length": 5, "sha2": "%s"}]""".formatted(type, hash));

        assertThat(multipart(part("Content-Type: application/json", statement), file(hash, signature)))
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"0.9, 200", "1.0, 400"})
    @Case("E94")
    void theWholeStatementIsWhatWasSigned(String score, int status) throws Exception {
        String statement = statement(id(), "https://example.edu/verbs/did", """
                , "result": {"score": {"scaled": 0.9}}""");
        String signature = signed("RS256", statement);
        String hash = Tokens.digest(signature);
        String sent = statement.replace("0.9", score).strip();

        assertThat(multipart(
                        part(
                                "Content-Type: application/json",
                                sent.substring(0, sent.length() - 1) + """
                                        , "attachments": [{"usageType": "http://adlnet.gov/expapi/attachments/signature",
                                        "display": {"en": "Signature"}, "contentType": "application/octet-stream",
                                        "length": 5, "sha2": "%s"}]}""".formatted(hash)),
                        file(hash, signature)))
                .isEqualTo(status);
    }

    private static String signed(String algorithm, String payload) throws Exception {
        var jws = new com.nimbusds.jose.JWSObject(
                new com.nimbusds.jose.JWSHeader(com.nimbusds.jose.JWSAlgorithm.parse(algorithm)),
                new com.nimbusds.jose.Payload(payload));
        jws.sign(
                algorithm.startsWith("HS")
                        ? new com.nimbusds.jose.crypto.MACSigner(new byte[64])
                        : new com.nimbusds.jose.crypto.RSASSASigner(
                                new com.nimbusds.jose.jwk.gen.RSAKeyGenerator(2048).generate()));
        return jws.serialize();
    }
}
