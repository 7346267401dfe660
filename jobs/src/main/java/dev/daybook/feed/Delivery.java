package dev.daybook.feed;

import dev.daybook.failure.DaybookException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the files of one business date are called.
 *
 * @param file name with {@value #DATE} where the date stands
 * @param column date or timestamp whose values may not be later than the business date; null for none
 * @param tolerance how much later they may be all the same
 * @param empty whether a file without rows says that there was nothing on that day
 */
public record Delivery(String file, @Nullable String column, Duration tolerance, boolean empty) {

    static final String DATE = "{date}";

    private static final String PACKED = ".gz";

    public Delivery {
        if (file.indexOf(DATE) < 0 || file.indexOf(DATE) != file.lastIndexOf(DATE) || file.contains("/")) {
            throw DaybookException.configuration(
                    "expected a file name with %s in it once, found '%s'".formatted(DATE, file));
        }
    }

    static @Nullable Delivery read(@Nullable YamlMap map) {
        if (map == null) {
            return null;
        }
        String column = map.optional("column");
        Duration tolerance = map.has("tolerance")
                ? map.convert("tolerance", "a time such as 90m or 2h", text -> Duration.parse("PT" + text))
                : Duration.ZERO;
        boolean empty = map.flag("empty", false);
        Delivery delivery = map.convert(
                "file",
                "a file name with {date} in it once, such as sales-{date}.json",
                file -> new Delivery(file, column, tolerance, empty));
        map.end();
        return delivery;
    }

    /** What the file of a date is called. */
    public String nameOf(LocalDate date) {
        return file.replace(DATE, date.toString());
    }

    /** The date in a file's name, which may have {@code .gz} behind it; empty if it is called otherwise. */
    public Optional<LocalDate> dateOf(String name) {
        int at = file.indexOf(DATE);
        Pattern pattern = Pattern.compile(Pattern.quote(file.substring(0, at)) + "(\\d{4}-\\d{2}-\\d{2})"
                + Pattern.quote(file.substring(at + DATE.length())));
        Matcher matcher = pattern.matcher(
                name.endsWith(PACKED) && !file.endsWith(PACKED)
                        ? name.substring(0, name.length() - PACKED.length())
                        : name);
        try {
            return matcher.matches() ? Optional.of(LocalDate.parse(matcher.group(1))) : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
