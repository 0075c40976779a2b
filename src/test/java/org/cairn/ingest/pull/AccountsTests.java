package org.cairn.ingest.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AccountsTests {

    @Test
    void whatIsPastedAlongIsLeftOut() {
        assertThat(Accounts.base(URI.create("https://canvas.example.edu/api/v1//")))
                .isEqualTo(URI.create("https://canvas.example.edu"));
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anAddressOfAMillionSlashesIsRefusedBeforeTheyAreLookedAt() {
        URI slashes = URI.create("https://canvas.example.edu" + "/".repeat(1_000_000) + "x");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Accounts.base(slashes))
                .withMessageContaining("pull.long");
    }
}
