package dev.daybook.feed;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What holds for records that are events, which are delivered in many files and never changed.
 *
 * @param id column with the name an event goes by, if it has one; events of a day with the same are one
 * @param tolerance how much later than its delivery an event may have happened, by clocks that are ahead
 * @param forms columns an event has to have, all of one form and none that only others have; empty if any will do
 */
public record Events(String id, Duration tolerance, List<List<String>> forms) {

    static @Nullable Events read(@Nullable YamlMap map) {
        if (map == null) {
            return null;
        }
        Duration tolerance = map.has("tolerance")
                ? map.convert("tolerance", "a time such as 90m or 2h", text -> Duration.parse("PT" + text))
                : Duration.ZERO;
        List<List<String>> forms =
                map.has("forms") ? map.maps("forms").stream().map(Events::form).toList() : List.of();
        Events events = new Events(map.text("id"), tolerance, forms);
        map.end();
        return events;
    }

    private static List<String> form(YamlMap map) {
        List<String> columns = List.copyOf(map.texts("columns"));
        map.end();
        return columns;
    }
}
