package dev.daybook.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Utf8Tests {

    private static final byte[] PIECES = {
        'a',
        'b',
        0,
        (byte) 0x80,
        (byte) 0x9f,
        (byte) 0xa0,
        (byte) 0xbf,
        (byte) 0xc0,
        (byte) 0xc2,
        (byte) 0xdf,
        (byte) 0xe0,
        (byte) 0xe9,
        (byte) 0xed,
        (byte) 0xef,
        (byte) 0xf0,
        (byte) 0xf4,
        (byte) 0xf5,
        (byte) 0xff
    };

    @Test
    void findsTheByteTheJdksDecoderStumblesOver() {
        Random random = new Random(1);
        int malformed = 0;
        for (int i = 0; i < 60_000; i++) {
            byte[] bytes = new byte[random.nextInt(20)];
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] = random.nextInt(3) > 0 ? (byte) 'x' : PIECES[random.nextInt(PIECES.length)];
            }
            int from = random.nextInt(bytes.length + 1);
            int to = from + random.nextInt(bytes.length - from + 1);
            int expected = firstMalformed(bytes, from, to);
            assertThat(Utf8.firstMalformed(bytes, from, to))
                    .as("%s from %d to %d", HexFormat.of().formatHex(bytes), from, to)
                    .isEqualTo(expected);
            malformed += expected >= 0 ? 1 : 0;
        }
        assertThat(malformed).isBetween(6_000, 54_000);
    }

    /** The longest prefix the strict decoder takes. */
    private static int firstMalformed(byte[] bytes, int from, int to) {
        ByteBuffer in = ByteBuffer.wrap(bytes, from, to - from);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(in);
            return -1;
        } catch (CharacterCodingException e) {
            return in.position();
        }
    }

    @Test
    void tellsAsciiAndNulByLookingAtEveryByte() {
        for (int length = 0; length < 40; length++) {
            byte[] bytes = "x".repeat(length + 2).getBytes(StandardCharsets.US_ASCII);
            bytes[0] = 0;
            bytes[length + 1] = (byte) 0x80;
            assertThat(Utf8.isAscii(bytes, 1, length + 1)).isTrue();
            assertThat(Utf8.hasNul(bytes, 1, length + 1)).isFalse();
            for (int at = 1; at <= length; at++) {
                bytes[at] = (byte) 0x80;
                assertThat(Utf8.isAscii(bytes, 1, length + 1)).isFalse();
                assertThat(Utf8.hasNul(bytes, 1, length + 1)).isFalse();
                bytes[at] = 0;
                assertThat(Utf8.isAscii(bytes, 1, length + 1)).isTrue();
                assertThat(Utf8.hasNul(bytes, 1, length + 1)).isTrue();
                bytes[at] = 'x';
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "61 62,             ab",
        "c3 a9,             é",
        "61 e9 62,          a\\xE9b",
        "f0 9f 98,          \\xF0\\x9F\\x98",
        "ff f0 9f 98 80 ff, \\xFF😀\\xFF",
        "ed a0 80,          \\xED\\xA0\\x80",
        "c0 af,             \\xC0\\xAF"
    })
    void showsBytesThatAreNoTextAsNumbers(String hex, String shown) {
        byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(hex);
        assertThat(Utf8.display(bytes, 0, bytes.length)).isEqualTo(shown);
    }
}
