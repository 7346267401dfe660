package dev.daybook.jobs.dailysales;

import dev.daybook.failure.DaybookException;
import dev.daybook.feed.Delivery;
import dev.daybook.feed.Feed;
import dev.daybook.feed.Feeds;
import dev.daybook.load.FileRequest;
import dev.daybook.settings.Settings;
import dev.daybook.store.Location;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the file of a business date, or the business date of a file: each tells the other. */
record DatedFiles(Feeds feeds, Settings settings) {

    /** @throws DaybookException of kind CONFIGURATION when nothing tells the date */
    FileRequest request(Map<String, String> parameters) {
        Feed feed = FileRequest.feedOf(parameters, DailySales.DEFAULT_FEED, feeds);
        Delivery delivery = feed.delivery();
        if (delivery == null) {
            throw DaybookException.configuration(
                    "feed %s does not say how its files are called: expected `delivery` in it, or load the file by legacy-import"
                            .formatted(feed.name()));
        }
        String given = parameters.get(FileRequest.FILE);
        LocalDate date = dateOf(parameters.get(DailySales.DATE), given, delivery, feed);
        requireNotToCome(date, feed);
        Location file = given == null
                ? settings.zones().landing().resolve(delivery.nameOf(date))
                : FileRequest.locationOf(given);
        Map<String, String> dated = new HashMap<>(parameters);
        dated.put(DailySales.DATE, date.toString());
        return new FileRequest(
                feed,
                file,
                parameters.getOrDefault(FileRequest.KEY, date.toString()),
                FileRequest.others(dated, List.of(DailySales.DATE)));
    }

    private static LocalDate dateOf(@Nullable String date, @Nullable String file, Delivery delivery, Feed feed) {
        if (date != null) {
            return parse(date);
        }
        if (file == null) {
            throw DaybookException.configuration(
                    "expected date=… such as 2026-03-01, or file=… of a file called %s".formatted(delivery.file()));
        }
        String name = FileRequest.locationOf(file).name();
        return delivery.dateOf(name)
                .orElseThrow(() -> DaybookException.configuration(
                        "%s: expected a file called %s as feed %s says, or date=… such as 2026-03-01"
                                .formatted(name, delivery.file(), feed.name())));
    }

    /** A mistyped year would be carried into the inventory, day by day. Tomorrow has begun where somebody's clock is ahead. */
    private static void requireNotToCome(LocalDate date, Feed feed) {
        LocalDate latest = LocalDate.now(feed.zone()).plusDays(1);
        if (date.isAfter(latest)) {
            throw DaybookException.configuration(
                    "date: expected a day up to tomorrow, %s, found %s".formatted(latest, date));
        }
    }

    private static LocalDate parse(String date) {
        try {
            return LocalDate.parse(date);
        } catch (DateTimeException e) {
            throw DaybookException.configuration("date: expected a day such as 2026-03-01, found '%s'".formatted(date));
        }
    }
}
