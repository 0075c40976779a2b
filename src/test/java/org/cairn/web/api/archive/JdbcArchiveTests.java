package org.cairn.web.api.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcArchiveTests {

    @Test
    void numbersComeBackAsTheyWent() {
        assertThat(JdbcArchive.number("85.500000000000")).isEqualTo(new BigDecimal("85.500000000000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "0e2000000000", "many"})
    void aNumberThatNoExportHoldsIsRefused(String written) {
        assertThatIllegalArgumentException().isThrownBy(() -> JdbcArchive.number(written));
    }

    @Test
    void aNumberOfAMillionDigitsIsRefusedUnread() {
        assertThatIllegalArgumentException().isThrownBy(() -> JdbcArchive.number("9".repeat(1_000_000)));
    }
}
