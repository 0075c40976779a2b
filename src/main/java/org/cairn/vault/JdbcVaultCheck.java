package org.cairn.vault;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the sealed value by which the vault recognises the key that this database was sealed with. */
@Component
class JdbcVaultCheck {

    private static final String NAME = "check";

    private final JdbcClient jdbc;

    JdbcVaultCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<byte[]> find() {
        return jdbc.sql("select sealed from vault_check where name = ?")
                .param(NAME)
                .query((row, n) -> row.getBytes(1))
                .optional();
    }

    /** Stores the value unless another node was first. */
    void put(byte[] sealed) {
        jdbc.sql("insert into vault_check (name, sealed) values (?, ?) on conflict do nothing")
                .param(NAME)
                .param(sealed)
                .update();
    }
}
