package dev.daybook.feed;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Guesses what a misspelt key was meant to be. */
final class Spelling {

    private static final int MOST_SLIPS = 2;

    private Spelling() {}

    /** The word most like {@code word}, but for two letters at most and for case, dashes and underscores; null if none is. */
    static @Nullable String closest(String word, Collection<String> words) {
        String closest = null;
        int least = Math.min(MOST_SLIPS, word.length() / 2) + 1;
        for (String candidate : words) {
            int slips = slips(letters(word), letters(candidate));
            if (slips < least) {
                least = slips;
                closest = candidate;
            }
        }
        return closest;
    }

    private static String letters(String word) {
        return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** Letters to be added, dropped or changed to turn one word into the other. */
    private static int slips(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
