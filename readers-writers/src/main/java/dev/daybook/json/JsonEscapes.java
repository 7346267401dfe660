package dev.daybook.json;

/** Escapes inside strings. */
final class JsonEscapes {

    private static final String LETTERS = "\"\\/bfnrt";
    private static final String MEANINGS = "\"\\/\b\f\n\r\t";

    /** Characters of {@code \}{@code uXXXX}. */
    static final int UNICODE_LENGTH = 6;

    private JsonEscapes() {}

    /** Whether {@code c} may follow a backslash, by itself. */
    static boolean isLetter(byte c) {
        return c > 0 && LETTERS.indexOf(c) >= 0;
    }

    /** The number of the four hexadecimal digits at {@code at}; -1 if they are none. */
    static int unit(byte[] bytes, int at) {
        int unit = 0;
        for (int i = at; i < at + 4; i++) {
            int digit = bytes[i] < 0 ? -1 : Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    /**
     * Copies a string's content with its escapes, which are right, resolved.
     *
     * @return number of bytes written, never more than there are
     */
    static int resolve(byte[] bytes, int from, int to, byte[] target) {
        int length = 0;
        for (int i = from; i < to; ) {
            if (bytes[i] != '\\') {
                target[length++] = bytes[i++];
            } else if (bytes[i + 1] != 'u') {
                target[length++] = (byte) MEANINGS.charAt(LETTERS.indexOf(bytes[i + 1]));
                i += 2;
            } else {
                int character = unit(bytes, i + 2);
                i += UNICODE_LENGTH;
                if (Character.isHighSurrogate((char) character)) {
                    character = Character.toCodePoint((char) character, (char) unit(bytes, i + 2));
                    i += UNICODE_LENGTH;
                }
                length = append(character, target, length);
            }
        }
        return length;
    }

    private static int append(int character, byte[] target, int at) {
        int length = at;
        if (character < 0x80) {
            target[length++] = (byte) character;
            return length;
        }
        if (character < 0x800) {
            target[length++] = (byte) (0xc0 | character >> 6);
        } else {
            if (character < 0x10000) {
                target[length++] = (byte) (0xe0 | character >> 12);
            } else {
                target[length++] = (byte) (0xf0 | character >> 18);
                target[length++] = (byte) (0x80 | character >> 12 & 0x3f);
            }
            target[length++] = (byte) (0x80 | character >> 6 & 0x3f);
        }
        target[length++] = (byte) (0x80 | character & 0x3f);
        return length;
    }
}
