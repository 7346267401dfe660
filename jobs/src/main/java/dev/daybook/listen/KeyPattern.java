package dev.daybook.listen;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keys of objects: {@code *} stands for any text without a slash, {@code **} for any text, {@code ?} for one character
 * but a slash; all else for itself.
 *
 * @param text as it was written
 */
record KeyPattern(String text, Pattern pattern) {

    private static final Pattern WILDCARD = Pattern.compile("\\*\\*|\\*|\\?");

    static KeyPattern of(String text) {
        StringBuilder pattern = new StringBuilder();
        Matcher wildcards = WILDCARD.matcher(text);
        int from = 0;
        while (wildcards.find()) {
            pattern.append(Pattern.quote(text.substring(from, wildcards.start())));
            pattern.append(
                    switch (wildcards.group()) {
                        case "**" -> ".*";
                        case "*" -> "[^/]*";
                        default -> "[^/]";
                    });
            from = wildcards.end();
        }
        pattern.append(Pattern.quote(text.substring(from)));
        return new KeyPattern(text, Pattern.compile(pattern.toString(), Pattern.DOTALL));
    }

    boolean matches(String key) {
        return pattern.matcher(key).matches();
    }
}
