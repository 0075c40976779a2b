package org.cairn.ingest.canvasapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.cairn.ingest.reading.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FieldsTests {

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aHostileAnswerCannotMakeUsCalculateForHours() throws Exception {
        assertThat(Fields.number(StrictJson.read("{\"score\":1e-400000000}"), "score"))
                .contains(BigDecimal.ZERO);
        assertThat(Fields.number(StrictJson.read("{\"score\":1e400000000}"), "score"))
                .isEmpty();
    }
}
