package org.cairn.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.cairn.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class AesVaultTests {

    private final TestDatabase.Fresh database;

    @TempDir
    Path home;

    AesVaultTests(TestDatabase database) {
        this.database = database.fresh();
    }

    private AesVault vault(String key) {
        return new AesVault(new VaultSettings(key, home), new JdbcVaultCheck(database.jdbc()), database.transactions());
    }

    private static String key(int seed) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) seed;
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void opensWhatItSealedAndNeverSealsAlike() throws Exception {
        Vault vault = vault("");
        byte[] one = vault.seal("purpose", "secret".getBytes(UTF_8));
        byte[] two = vault.seal("purpose", "secret".getBytes(UTF_8));
        assertThat(one).isNotEqualTo(two).startsWith(1);
        assertThat(new String(vault.open("purpose", one), UTF_8)).isEqualTo("secret");
        assertThat(new String(vault("").open("purpose", two), UTF_8)).isEqualTo("secret");
        assertThat(vault.open("purpose", vault.seal("purpose", new byte[0]))).isEmpty();
    }

    @Test
    void anotherPurposeOrAnyChangedByteIsRefused() {
        Vault vault = vault(key(1));
        byte[] sealed = vault.seal("purpose", "secret".getBytes(UTF_8));
        assertThatThrownBy(() -> vault.open("other", sealed)).isInstanceOf(Vault.NotSealedHere.class);
        for (int i = 0; i < sealed.length; i++) {
            byte[] altered = sealed.clone();
            altered[i] ^= 1;
            assertThatThrownBy(() -> vault.open("purpose", altered)).isInstanceOf(Vault.NotSealedHere.class);
        }
        assertThatThrownBy(() -> vault.open("purpose", new byte[5])).isInstanceOf(Vault.NotSealedHere.class);
    }

    @Test
    void theKeyMadeAtFirstStartIsTheOwnersOnly() throws Exception {
        vault("");
        Path file = home.resolve("key-encryption-key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Base64.getDecoder().decode(Files.readString(file).strip())).hasSize(32);
        try (var files = Files.list(home)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void anotherKeyThanTheDatabasesStopsTheStart() {
        vault(key(1));
        assertThatThrownBy(() -> vault(key(2)))
                .isInstanceOf(AesVault.WrongKey.class)
                .hasMessageContaining("CAIRN_KEY_ENCRYPTION_KEY")
                .hasMessageContaining("start again");
    }

    @Test
    void aLostKeyStopsTheStartInsteadOfMakingANewOne() throws Exception {
        vault("");
        Files.delete(home.resolve("key-encryption-key"));
        assertThatThrownBy(() -> vault(""))
                .isInstanceOf(AesVault.WrongKey.class)
                .hasMessageContaining("missing");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void aKeyOfTheWrongLengthIsNamedWithoutShowingIt() {
        for (String wrong : new String[] {"c2hvcnQ=", "not base64 at all!"}) {
            assertThatThrownBy(() -> vault(wrong))
                    .isInstanceOf(AesVault.WrongKey.class)
                    .hasMessageContaining("32 bytes in base64")
                    .hasMessageNotContaining(wrong);
        }
        assertThat(new VaultSettings("c2hvcnQ=", home).toString()).doesNotContain("c2hvcnQ=");
    }

    @Test
    void nodesThatStartTogetherAgreeOnOneKey() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            var starts = IntStream.range(0, 8)
                    .mapToObj(i -> (Callable<AesVault>) () -> vault(""))
                    .toList();
            var vaults = threads.invokeAll(starts);
            byte[] sealed = vaults.getFirst().get().seal("purpose", "secret".getBytes(UTF_8));
            for (var vault : vaults) {
                assertThat(vault.get().open("purpose", sealed)).isEqualTo("secret".getBytes(UTF_8));
            }
        }
    }
}
