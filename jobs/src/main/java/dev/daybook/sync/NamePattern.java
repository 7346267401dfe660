package dev.daybook.sync;

import java.util.regex.Pattern;

/** Which names of files are meant: {@code *} stands for any text, {@code ?} for one character. */
public record NamePattern(String text) {

    boolean matches(String name) {
        StringBuilder pattern = new StringBuilder();
        text.chars().forEach(character -> pattern.append(part((char) character)));
        return Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(name).matches();
    }

    private static String part(char character) {
        return switch (character) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf(character));
        };
    }
}
