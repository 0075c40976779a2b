package org.cairn.ingest.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTests {

    @ParameterizedTest
    @ValueSource(strings = {"1e-400000000", "-1e-2000000000", "0e-2000000000", "9e-13"})
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aNumberOfTwelveCharactersCostsNoMoreThanItIsWorth(String written) throws Exception {
        assertThat(Numbers.of(StrictJson.read("{\"score\":" + written + "}"), "score"))
                .contains(BigDecimal.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400000000", "1e2000000000", "0e2000000000"})
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aNumberThatWouldBeWrittenOutForEverIsNone(String written) throws Exception {
        assertThat(Numbers.of(StrictJson.read("{\"score\":" + written + "}"), "score"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 3, 0.333333333333", "2, 3, 0.666666666666", "3, 2, 1", "-1, 2, 0", "0, 2, 0"})
    void aShareIsNeverRoundedUpNorMoreThanAll(BigDecimal part, BigDecimal whole, BigDecimal share) {
        assertThat(Numbers.share(part, whole)).isEqualTo(share);
    }

    @ParameterizedTest
    @CsvSource({
        "0.9999999999999, 0.999999999999",
        "-0.1234567890129, -0.123456789012",
        "7e-12, 0.000000000007",
        "85, 85"
    })
    void digitsBehindTheTwelfthAreCut(BigDecimal written, BigDecimal cut) {
        assertThat(Numbers.cut(written)).isEqualByComparingTo(cut);
    }
}
