package org.cairn.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.vault.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.mock.web.MockHttpServletRequest;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class OperatorTokenTests {

    private static final String CHOSEN = "a-token-that-somebody-chose-with-32-or-more";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-05-04T08:00:00Z"));
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final TestDatabase.Fresh database;
    private final JdbcOperatorTokens tokens;

    OperatorTokenTests(TestDatabase database) {
        this.database = database.fresh();
        this.tokens = new JdbcOperatorTokens(this.database.jdbc());
    }

    @Test
    void theConfiguredTokenOpensAndNoOther() {
        OperatorToken token = start(CHOSEN);

        assertThat(token.isShownBy(bearer(CHOSEN))).isTrue();
        assertThat(token.isShownBy(bearer(CHOSEN + "x"))).isFalse();
        assertThat(token.isShownBy(bearer(""))).isFalse();
        assertThat(token.isShownBy(new MockHttpServletRequest())).isFalse();
        assertThat(token.isShownBy(header("Basic " + CHOSEN))).isFalse();
        assertThat(token.isShownBy(header("bearer " + CHOSEN))).isTrue();
        assertThat(console.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void withoutOneItIsMadeAndPrintedOnce() {
        start("");
        String made = printed();
        console.reset();
        OperatorToken afterRestart = start(" ");

        assertThat(console.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(afterRestart.isShownBy(bearer(made))).isTrue();
        assertThat(afterRestart.isShownBy(bearer(CHOSEN))).isFalse();
    }

    @Test
    void onlyTheDigestIsStored() {
        start("");

        assertThat(database.jdbc()
                        .sql("select digest from operator_token")
                        .query(String.class)
                        .list())
                .containsExactly(Tokens.digest(printed()));
    }

    @Test
    void ofTwoNodesThatStartAtOnceOneMakesIt() {
        tokens.keep(Tokens.digest("the other node's"), clock.instant());

        assertThat(tokens.keep(Tokens.digest("ours"), clock.instant())).isFalse();
        assertThat(start("").isShownBy(bearer("the other node's"))).isTrue();
        assertThat(console.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aShortTokenStopsTheStartWithASentenceThatHelps() {
        assertThatThrownBy(() -> start("short"))
                .hasMessageContaining("CAIRN_OPERATOR_TOKEN")
                .hasMessageContaining("32");
        assertThatThrownBy(() -> start("x".repeat(31))).isInstanceOf(OperatorToken.UnusableToken.class);
        assertThatThrownBy(() -> start("ä".repeat(40))).isInstanceOf(OperatorToken.UnusableToken.class);
        assertThat(start("x".repeat(32)).isShownBy(bearer("x".repeat(32)))).isTrue();
    }

    private OperatorToken start(String configured) {
        return new OperatorToken(
                configured,
                tokens,
                database.transactions(),
                clock,
                new PrintStream(console, true, StandardCharsets.UTF_8));
    }

    private String printed() {
        Matcher token = Pattern.compile("(?m)^ {4}(\\S{43})$").matcher(console.toString(StandardCharsets.UTF_8));
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    private static MockHttpServletRequest bearer(String token) {
        return header("Bearer " + token);
    }

    private static MockHttpServletRequest header(String value) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Authorization", value);
        return request;
    }
}
