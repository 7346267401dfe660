package dev.daybook.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.apache.commons.codec.digest.MurmurHash3;
import org.junit.jupiter.api.Test;

class ContentHashTests {

    @Test
    void equalsMurmurHash3OfCommonsCodecForEveryLengthAndOffset() {
        byte[] bytes = new byte[260];
        new Random(1).nextBytes(bytes);
        ContentHash hash = new ContentHash();
        Set<Long> different = new HashSet<>();
        for (int length = 0; length <= 200; length++) {
            for (int from : new int[] {0, 1, 3, 7, 8, 16, 59}) {
                hash.compute(bytes, from, from + length);
                assertThat(new long[] {hash.high(), hash.low()})
                        .as("%d bytes from %d", length, from)
                        .isEqualTo(MurmurHash3.hash128x64(bytes, from, length, 0));
                different.add(hash.low());
            }
        }
        assertThat(different).as("the empty hash is the same at every offset").hasSize(200 * 7 + 1);
    }

    @Test
    void takesBytesAbove127AsTheyAre() {
        byte[] bytes = new byte[64];
        Arrays.fill(bytes, (byte) 0xff);
        ContentHash hash = new ContentHash();
        for (int length = 0; length <= 64; length++) {
            hash.compute(bytes, 0, length);
            assertThat(new long[] {hash.high(), hash.low()}).isEqualTo(MurmurHash3.hash128x64(bytes, 0, length, 0));
        }
    }

    @Test
    void ofNothingIsZero() {
        ContentHash hash = new ContentHash();
        hash.compute(new byte[] {1, 2, 3}, 2, 2);
        assertThat(hash.high()).isZero();
        assertThat(hash.low()).isZero();
    }
}
