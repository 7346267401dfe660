package dev.daybook.notify;

import java.util.regex.Pattern;

/**
 * Text from elsewhere, such as a customer's name, made fit for a line of a notice: nothing in it can begin another line
 * or header, or turn the direction of what follows.
 */
final class PlainText {

    /** Longest subject, in characters. */
    static final int MAX_SUBJECT = 200;

    /** Control characters, line and paragraph separators, marks of writing direction. */
    private static final Pattern UNFIT =
            Pattern.compile("[\\p{Cc}\\x{2028}\\x{2029}\\x{200E}\\x{200F}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]+");

    private static final Pattern BLANKS = Pattern.compile(" {2,}");

    private PlainText() {}

    /** The text on one line. */
    static String line(String text) {
        return BLANKS.matcher(UNFIT.matcher(text).replaceAll(" "))
                .replaceAll(" ")
                .strip();
    }

    /** The same, cut with a mark where it is longer than {@code most}. */
    static String line(String text, int most) {
        String line = line(text);
        if (line.length() <= most) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(most - 2)) ? most - 2 : most - 1;
        return line.substring(0, end) + "…";
    }
}
