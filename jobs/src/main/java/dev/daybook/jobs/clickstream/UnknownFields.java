package dev.daybook.jobs.clickstream;

import dev.daybook.json.OtherKeys;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * Fields that the feed does not name, and in how many events each is. Of a great many names some are told.
 *
 * @param events with any such field
 * @param names in the order in which they were met
 */
record UnknownFields(long events, Map<String, Long> names) {

    static final UnknownFields NONE = new UnknownFields(0, Map.of());

    /** What is told of is kept with the step's place, which must stay small. */
    private static final int MOST_NAMES = 30;

    private static final String EVENTS = "unknown.events";
    private static final String NAME = "unknown.name.";

    UnknownFields {
        Map<String, Long> few = new LinkedHashMap<>();
        names.forEach((name, count) -> {
            if (few.size() < MOST_NAMES) {
                few.put(name, count);
            }
        });
        names = few;
    }

    static UnknownFields of(OtherKeys keys) {
        return keys.objects() == 0 ? NONE : new UnknownFields(keys.objects(), keys.counts());
    }

    UnknownFields plus(UnknownFields other) {
        if (other.events == 0) {
            return this;
        }
        Map<String, Long> sum = new LinkedHashMap<>(names);
        other.names.forEach((name, count) -> sum.merge(name, count, Long::sum));
        return new UnknownFields(events + other.events, sum);
    }

    void putInto(ExecutionContext context) {
        context.putLong(EVENTS, events);
        names.forEach((name, count) -> context.putLong(NAME + name, count));
    }

    static UnknownFields from(ExecutionContext context) {
        Map<String, Long> names = new LinkedHashMap<>();
        context.entrySet().stream()
                .map(Map.Entry::getKey)
                .filter(key -> key.startsWith(NAME))
                .sorted()
                .forEach(key -> names.put(key.substring(NAME.length()), context.getLong(key)));
        return new UnknownFields(context.getLong(EVENTS, 0), names);
    }

    /** What is to be minded; empty for nothing. */
    Optional<String> warning() {
        if (events == 0) {
            return Optional.empty();
        }
        StringJoiner each = new StringJoiner(", ");
        names.forEach((name, count) -> each.add(String.format(Locale.ROOT, "%s (%,d)", name, count)));
        return Optional.of(
                String.format(Locale.ROOT, "%,d events have fields the feed does not name: ", events) + each);
    }
}
