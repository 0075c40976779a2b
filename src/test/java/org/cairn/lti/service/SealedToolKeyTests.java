package org.cairn.lti.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.cairn.TestDatabase;
import org.cairn.vault.Vault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class SealedToolKeyTests {

    private final TestDatabase.Fresh database;

    SealedToolKeyTests(TestDatabase database) {
        this.database = database.fresh();
    }

    private SealedToolKey start(Vault vault) {
        return new SealedToolKey(new JdbcToolKeys(database.jdbc()), vault, database.transactions(), Clock.systemUTC());
    }

    @Test
    void theKeyIsMadeOnceAndKeptSealed() throws Exception {
        RSAKey key = start(new MirrorVault()).signing();
        assertThat(key.size()).isEqualTo(3072);
        assertThat(key.getKeyID()).isEqualTo(key.computeThumbprint().toString());
        assertThat(start(new MirrorVault()).signing()).isEqualTo(key);
        byte[] stored = database.jdbc()
                .sql("select sealed from tool_key")
                .query((row, n) -> row.getBytes(1))
                .single();
        assertThat(new String(stored, StandardCharsets.ISO_8859_1))
                .doesNotContain(key.getPrivateExponent().toString());
        database.jdbc()
                .sql("update tool_key set sealed = ?")
                .param(new byte[] {1})
                .update();
        assertThatThrownBy(() -> start(new MirrorVault())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nodesThatStartTogetherShareOneKey() throws Exception {
        try (var threads = Executors.newFixedThreadPool(3)) {
            var starts = IntStream.range(0, 3)
                    .<Callable<SealedToolKey>>mapToObj(i -> () -> start(new MirrorVault()))
                    .toList();
            var keys = threads.invokeAll(starts);
            for (var key : keys) {
                assertThat(key.get().signing()).isEqualTo(keys.getFirst().get().signing());
            }
        }
    }

    @Test
    void onlyThePublicPartIsShownAndMayBeCached() throws Exception {
        MockMvc web = MockMvcBuilders.standaloneSetup(new ToolKeyController(FakeToolKey.INSTANCE))
                .build();
        String body = web.perform(get("/.well-known/jwks.json"))
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Type", "application/json"))
                .andExpect(header().string("Cache-Control", "max-age=300, public"))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(JWKSet.parse(body).getKeys()).singleElement().satisfies(key -> {
            assertThat(key.isPrivate()).isFalse();
            assertThat(key.getKeyID()).isEqualTo(FakeToolKey.INSTANCE.signing().getKeyID());
        });
    }

    /** Turns bytes over: enough to see that what is stored went through the vault. */
    private static final class MirrorVault implements Vault {
        @Override
        public byte[] seal(String purpose, byte[] secret) {
            byte[] turned = secret.clone();
            for (int i = 0; i < turned.length; i++) {
                turned[i] = (byte) ~turned[i];
            }
            return turned;
        }

        @Override
        public byte[] open(String purpose, byte[] sealed) throws NotSealedHere {
            if (sealed.length < 100) {
                throw new NotSealedHere("too short");
            }
            return seal(purpose, sealed);
        }
    }
}
