package dev.daybook.listen;

import java.util.Locale;

/**
 * The order of events about one object: hexadecimal numbers that grow. Where two differ in length, S3's manual has said
 * both to fill the shorter one up on the left and on the right: then one is earlier only if it is so either way.
 */
final class Sequencer {

    private Sequencer() {}

    /** Whether the event of the first is certainly the earlier one. */
    static boolean isEarlier(String one, String other) {
        if (one.isEmpty() || other.isEmpty()) {
            return false;
        }
        String first = one.toUpperCase(Locale.ROOT);
        String second = other.toUpperCase(Locale.ROOT);
        int length = Math.max(first.length(), second.length());
        String zeros = "0".repeat(length);
        boolean filledOnTheLeft =
                (zeros.substring(first.length()) + first).compareTo(zeros.substring(second.length()) + second) < 0;
        boolean filledOnTheRight =
                (first + zeros.substring(first.length())).compareTo(second + zeros.substring(second.length())) < 0;
        return filledOnTheLeft && filledOnTheRight;
    }
}
