package org.cairn.web.api;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where the digest of a made token is kept; the token itself is nowhere. */
@Component
class JdbcOperatorTokens {

    private final JdbcClient jdbc;

    JdbcOperatorTokens(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<String> digest() {
        return jdbc.sql("select digest from operator_token where id = 1")
                .query(String.class)
                .optional();
    }

    /** Keeps the digest unless there is one already, and says whether it did: of two nodes that start at once, one wins. */
    boolean keep(String digest, Instant madeAt) {
        return jdbc.sql(
                                "insert into operator_token (id, digest, made_at) values (1, :digest, :madeAt) on conflict do nothing")
                        .param("digest", digest)
                        .param("madeAt", madeAt.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }
}
