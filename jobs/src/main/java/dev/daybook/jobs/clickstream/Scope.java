package dev.daybook.jobs.clickstream;

import dev.daybook.failure.DaybookException;
import dev.daybook.store.Location;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries are meant: all, those of a day, or those of an hour, by the time in their keys.
 *
 * @param name {@code all}, {@code 2026-03-01} or {@code 2026-03-01T10}
 */
record Scope(String name) {

    /** Below the landing zone; hours are folders {@code yyyy/MM/dd/HH} in it. */
    static final String FOLDER = "clickstream-data";

    private static final Scope ALL = new Scope("all");
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH");

    /** @throws DaybookException of kind CONFIGURATION for what is no day or hour */
    static Scope of(Map<String, String> parameters) {
        String date = parameters.get(Clickstream.DATE);
        String hour = parameters.get(Clickstream.HOUR);
        if (date != null && hour != null) {
            throw DaybookException.configuration("expected date=… or hour=…, found both");
        }
        try {
            if (date != null) {
                return new Scope(LocalDate.parse(date).toString());
            }
            return hour == null ? ALL : new Scope(HOUR.format(LocalDateTime.parse(hour + ":00:00")));
        } catch (DateTimeException e) {
            throw DaybookException.configuration(
                    date != null
                            ? "date: expected a day such as 2026-03-01, found '%s'".formatted(date)
                            : "hour: expected an hour such as 2026-03-01T10, found '%s'".formatted(hour));
        }
    }

    /** The folder all of them lie in, at whatever depth. */
    Location folder(Location landing) {
        return landing.resolve(key());
    }

    /** Key of the folder below the landing zone. */
    String key() {
        return this.equals(ALL) ? FOLDER : FOLDER + "/" + name.replace('-', '/').replace('T', '/');
    }

    /** The day it is within; null for all. */
    @Nullable
    String date() {
        return this.equals(ALL) ? null : name.substring(0, "2026-03-01".length());
    }
}
