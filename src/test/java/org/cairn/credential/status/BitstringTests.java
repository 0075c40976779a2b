package org.cairn.credential.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class BitstringTests {

    @Test
    void firstEntryIsTheLeftMostBitOfTheFirstByte() throws Exception {
        byte[] bits = bits(Bitstring.encode(Set.of(0, 7, 8, Bitstring.SIZE - 1)));

        assertThat(bits).hasSize(16_384);
        assertThat(bits[0]).isEqualTo((byte) 0b1000_0001);
        assertThat(bits[1]).isEqualTo((byte) 0b1000_0000);
        assertThat(bits[bits.length - 1]).isEqualTo((byte) 1);
    }

    @Test
    void whatIsSetIsReadAgainAndNothingElse() {
        String encoded = Bitstring.encode(Set.of(3, 94_567));

        assertThat(encoded).startsWith("u").doesNotContain("=");
        assertThat(Bitstring.isSet(encoded, 3)).isTrue();
        assertThat(Bitstring.isSet(encoded, 94_567)).isTrue();
        assertThat(Bitstring.isSet(encoded, 4)).isFalse();
        assertThat(Bitstring.isSet(Bitstring.encode(Set.of()), 3)).isFalse();
    }

    @Test
    void whatIsNoListIsRefused() {
        String encoded = Bitstring.encode(Set.of());

        assertThatThrownBy(() -> Bitstring.isSet(encoded, Bitstring.SIZE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Bitstring.isSet(encoded, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Bitstring.isSet("uAAAA", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Bitstring.isSet("", 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] bits(String encoded) throws Exception {
        byte[] compressed = Base64.getUrlDecoder().decode(encoded.substring(1));
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            return gzip.readAllBytes();
        }
    }
}
