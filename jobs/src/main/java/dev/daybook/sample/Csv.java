package dev.daybook.sample;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Well-formed CSV: quotes where they are needed and nowhere else.
 */
final class Csv {
    private Csv() {}

    static String line(List<String> values) {
        return values.stream().map(Csv::field).collect(Collectors.joining(",")) + "\n";
    }

    static String field(String value) {
        boolean needsQuotes = value.chars().anyMatch(character -> ",\"\r\n".indexOf(character) >= 0);
        return needsQuotes ? "\"" + value.replace("\"", "\"\"") + "\"" : value;
    }
}
