package org.cairn.ingest.xapi.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguagesTests {

    @Test
    void aTagIsReadAndOneMadeToFillTheStackIsNone() {
        assertThat(Languages.isTag("de-CH-1996")).isTrue();
        assertThat(Languages.isTag("i-klingon")).isTrue();
        assertThat(Languages.isTag("en" + "-abcde".repeat(8_000))).isFalse();
        assertThat(Languages.isTag("x" + "-a".repeat(20_000))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "en-a-bbb-x-a-ccc",
                "sl-rozaj-biske-1994",
                "de-CH-x-phonebk-phonebk",
                "EN-A-bbb-B-bbb",
                "art-lojban"
            })
    void whatMayStandMoreThanOnceInATag(String tag) {
        assertThat(Languages.isTag(tag)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-a-aaa-b-bbb-a-ccc", "ar-a-aaa-A-ccc", "de-DE-1901-1901", "sl-rozaj-ROZAJ"})
    void extensionsAndVariantsStandOnceInATag(String tag) {
        assertThat(Languages.isTag(tag)).isFalse();
    }
}
