package org.cairn.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.cairn.vault.Tokens;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The bearer token that the operator's scripts show: the one configured, or one made and printed at first start. */
@Component
class OperatorToken {

    private static final int SHORTEST = 32;
    private static final String SCHEME = "Bearer ";

    private final String digest;

    @Autowired
    OperatorToken(
            @Value("${cairn.operator-token:}") String configured,
            JdbcOperatorTokens tokens,
            TransactionOperations transactions,
            Clock clock) {
        this(configured, tokens, transactions, clock, System.out);
    }

    OperatorToken(
            String configured,
            JdbcOperatorTokens tokens,
            TransactionOperations transactions,
            Clock clock,
            PrintStream console) {
        this.digest = configured.isBlank()
                ? madeOnce(tokens, transactions, clock, console)
                : Tokens.digest(checked(configured));
    }

    /** Says whether the request shows the right token. */
    boolean isShownBy(HttpServletRequest request) {
        return shown(request)
                .filter(token -> Tokens.same(Tokens.digest(token), digest))
                .isPresent();
    }

    /** The bearer token that the request shows, right or wrong. */
    static Optional<String> shown(HttpServletRequest request) {
        @Nullable String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(header.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    private static String checked(String configured) {
        String token = configured.strip();
        if (token.length() < SHORTEST || token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new UnusableToken();
        }
        return token;
    }

    private static String madeOnce(
            JdbcOperatorTokens tokens, TransactionOperations transactions, Clock clock, PrintStream console) {
        return tokens.digest().orElseGet(() -> {
            String token = Tokens.next();
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            // in a transaction, whose commit is durable: a token that was printed must still open after a power cut
            if (Boolean.TRUE.equals(transactions.execute(status -> tokens.keep(Tokens.digest(token), now)))) {
                // on the console and not in the log: logs are collected, kept and read by many
                console.printf(
                        "%nThe operator's token for /api, shown only this once (set CAIRN_OPERATOR_TOKEN to choose another):%n%n    %s%n%n",
                        token);
            }
            return tokens.digest().orElseThrow();
        });
    }

    /** Stops the start: a token that can be guessed is worse than none. */
    static final class UnusableToken extends IllegalStateException {
        UnusableToken() {
            super(
                    ("CAIRN_OPERATOR_TOKEN (cairn.operator-token) must have at least %d characters, all of them visible ASCII."
                                    + " Choose a longer one, or leave it out and Cairn makes one at first start.")
                            .formatted(SHORTEST));
        }
    }
}
