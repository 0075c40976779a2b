package org.cairn.ingest.xapi.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LanguagesTests {

    @Test
    void aTagIsReadAndOneMadeToFillTheStackIsNone() {
        assertThat(Languages.isTag("de-CH-1996")).isTrue();
        assertThat(Languages.isTag("i-klingon")).isTrue();
        assertThat(Languages.isTag("en" + "-abcde".repeat(8_000))).isFalse();
        assertThat(Languages.isTag("x" + "-a".repeat(20_000))).isFalse();
    }
}
