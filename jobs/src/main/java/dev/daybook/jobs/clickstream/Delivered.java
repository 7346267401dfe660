package dev.daybook.jobs.clickstream;

import dev.daybook.store.Location;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An object with events, as it was listed.
 *
 * @param key below the landing zone
 * @param version the store's; together with the key it is the object's identity
 */
record Delivered(String key, String version, long size) {

    private static final Pattern KEY = Pattern.compile(Scope.FOLDER + "/(\\d{4})/(\\d{2})/(\\d{2})/(\\d{2})/.+");

    private static final long HOUR_MILLIS = 3_600_000;

    /** About how much larger than packed text unpacked text of events is. */
    private static final int PACKED = 6;

    /** Whether the key has the hour of delivery in it. */
    static boolean isKey(String key) {
        return hour(key).isPresent();
    }

    private static Optional<LocalDateTime> hour(String key) {
        Matcher matcher = KEY.matcher(key);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.of(
                    Integer.parseInt(matcher.group(1)),
                    Integer.parseInt(matcher.group(2)),
                    Integer.parseInt(matcher.group(3)),
                    Integer.parseInt(matcher.group(4)),
                    0));
        } catch (java.time.DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The end of the hour it was delivered in, in milliseconds since 1970-01-01T00:00Z. */
    long deliveredBefore() {
        return hour(key).orElseThrow().toEpochSecond(ZoneOffset.UTC) * 1000 + HOUR_MILLIS;
    }

    /** Day of delivery, such as 2026-03-01. */
    String day() {
        return hour(key).orElseThrow().toLocalDate().toString();
    }

    Location place(Location landing) {
        return landing.resolve(key);
    }

    /** Bytes of text it is likely to have. */
    long weight() {
        return key.endsWith(".gz") ? size * PACKED : size;
    }
}
