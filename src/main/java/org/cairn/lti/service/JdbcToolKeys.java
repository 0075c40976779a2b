package org.cairn.lti.service;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the sealed tool key; by its name all nodes find the same. */
@Component
class JdbcToolKeys {

    private final JdbcClient jdbc;

    JdbcToolKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<byte[]> find(String name) {
        return jdbc.sql("select sealed from tool_key where name = ?")
                .param(name)
                .query((row, n) -> row.getBytes(1))
                .optional();
    }

    /** Stores the key unless another node was first. */
    void put(String name, byte[] sealed, Instant now) {
        jdbc.sql("insert into tool_key (name, sealed, made_at) values (?, ?, ?) on conflict do nothing")
                .param(name)
                .param(sealed)
                .param(now.atOffset(ZoneOffset.UTC))
                .update();
    }
}
