package org.cairn.lti.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.lti.ToolKeys;
import org.cairn.vault.Vault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class SealedToolKeysTests {

    private static final Duration DAY = Duration.ofHours(24).plusMinutes(10);

    private final TestDatabase.Fresh database;
    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-21T10:00:00Z"));

    SealedToolKeysTests(TestDatabase database) {
        this.database = database.fresh();
    }

    private SealedToolKeys start(Vault vault) {
        return new SealedToolKeys(new JdbcToolKeys(database.jdbc()), vault, database.transactions(), clock);
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
                    .<Callable<SealedToolKeys>>mapToObj(i -> () -> start(new MirrorVault()))
                    .toList();
            var keys = threads.invokeAll(starts);
            for (var key : keys) {
                assertThat(key.get().signing()).isEqualTo(keys.getFirst().get().signing());
            }
        }
    }

    private static List<String> published(SealedToolKeys keys) {
        return keys.published().getKeys().stream().map(JWK::getKeyID).toList();
    }

    private static List<ToolKeys.State> states(SealedToolKeys keys) {
        return keys.shown().stream().map(ToolKeys.Key::state).toList();
    }

    @Test
    void aNewKeyIsShownADayBeforeItSignsAndAnOldOneTwoDaysAfter() {
        SealedToolKeys keys = start(new MirrorVault());
        String first = keys.signing().getKeyID();
        String second = keys.rotate().id();
        assertThat(second).isNotEqualTo(first).isEqualTo(keys.rotate().id());
        assertThat(published(keys)).containsExactly(first, second);
        assertThat(states(keys)).containsExactly(ToolKeys.State.NEXT, ToolKeys.State.SIGNING);
        clock.advance(Duration.ofHours(24));
        assertThat(keys.signing().getKeyID()).isEqualTo(first);
        clock.advance(Duration.ofMinutes(10));
        assertThat(keys.signing().getKeyID()).isEqualTo(second);
        assertThat(published(keys)).containsExactly(second, first);
        assertThat(states(keys)).containsExactly(ToolKeys.State.SIGNING, ToolKeys.State.OLD);
        assertThat(keys.shown().getLast().leavesAt()).isEqualTo(clock.instant().plus(Duration.ofHours(48)));
        clock.advance(Duration.ofHours(48).minusSeconds(1));
        assertThat(published(keys)).containsExactly(second, first);
        clock.advance(Duration.ofSeconds(1));
        assertThat(published(keys)).containsExactly(second);
        keys.tend();
        assertThat(stored()).isEqualTo(2);
        clock.advance(Duration.ofDays(7));
        keys.tend();
        assertThat(stored()).isEqualTo(1);
        assertThat(keys.signing().getKeyID()).isEqualTo(second);
    }

    private long stored() {
        return database.jdbc()
                .sql("select count(*) from tool_key")
                .query(Long.class)
                .single();
    }

    @Test
    void everyNinetyDaysTheNextIsMadeOnceWhateverManyNodesDo() throws Exception {
        SealedToolKeys one = start(new MirrorVault());
        SealedToolKeys two = start(new MirrorVault());
        clock.advance(Duration.ofDays(90).minusSeconds(1));
        one.tend();
        assertThat(stored()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        try (var threads = Executors.newFixedThreadPool(2)) {
            threads.invokeAll(List.<Callable<Object>>of(Executors.callable(one::tend), Executors.callable(two::tend)));
        }
        assertThat(stored()).isEqualTo(2);
        one.tend();
        two.tend();
        assertThat(published(one)).hasSize(2).isEqualTo(published(two));
        clock.advance(DAY);
        assertThat(one.signing()).isEqualTo(two.signing());
        assertThat(one.signing().getKeyID()).isEqualTo(published(one).getFirst());
    }

    @Test
    void anUrgentKeySignsAtOnceAndEveryOtherIsWithdrawn() {
        SealedToolKeys keys = start(new MirrorVault());
        SealedToolKeys other = start(new MirrorVault());
        String first = keys.signing().getKeyID();
        String next = keys.rotate().id();
        ToolKeys.Key urgent = keys.rotateNow();
        assertThat(urgent.state()).isEqualTo(ToolKeys.State.SIGNING);
        assertThat(keys.signing().getKeyID()).isEqualTo(urgent.id()).isNotIn(first, next);
        assertThat(other.signing().getKeyID()).isEqualTo(first);
        other.tend();
        assertThat(other.signing().getKeyID()).isEqualTo(urgent.id());
        assertThat(published(keys)).containsExactly(urgent.id(), next, first);
        assertThat(states(keys)).containsExactly(ToolKeys.State.SIGNING, ToolKeys.State.OLD, ToolKeys.State.OLD);
        clock.advance(Duration.ofMinutes(10));
        assertThat(published(keys)).containsExactly(urgent.id());
        clock.advance(DAY);
        assertThat(keys.signing().getKeyID())
                .as("the withdrawn next key never signs")
                .isEqualTo(urgent.id());
    }

    @Test
    @Case("F21")
    void aClockThatJumpsChangesNothingThatMatters() {
        SealedToolKeys keys = start(new MirrorVault());
        String first = keys.signing().getKeyID();
        clock.advance(Duration.ofHours(-1));
        keys.tend();
        assertThat(keys.signing().getKeyID()).isEqualTo(first);
        assertThat(published(keys)).containsExactly(first);
        clock.advance(Duration.ofHours(2));
        keys.tend();
        assertThat(published(keys)).containsExactly(first);
        String second = keys.rotate().id();
        clock.advance(DAY);
        assertThat(keys.signing().getKeyID()).isEqualTo(second);
        clock.advance(Duration.ofHours(-1));
        assertThat(keys.signing().getKeyID()).isEqualTo(first);
        assertThat(published(keys)).containsExactlyInAnyOrder(first, second);
        clock.advance(Duration.ofHours(2));
        assertThat(keys.signing().getKeyID()).isEqualTo(second);
        assertThat(published(keys)).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void everyKeyIsMadeSoThatMoodleCanReadTheSet() {
        SealedToolKeys keys = start(new MirrorVault());
        keys.rotate();
        assertThat(keys.published().getKeys()).hasSize(2).allSatisfy(key -> {
            assertThat(key.isPrivate()).isFalse();
            assertThat(key.toJSONObject())
                    .containsEntry("kty", "RSA")
                    .containsEntry("alg", "RS256")
                    .containsEntry("use", "sig");
            assertThat(key.getKeyID()).isEqualTo(key.computeThumbprint().toString());
            assertThat(key.size()).isEqualTo(3072);
        });
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
