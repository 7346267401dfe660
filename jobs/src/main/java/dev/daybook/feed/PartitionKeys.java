package dev.daybook.feed;

import dev.daybook.row.RowBuffer;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the buffer of a day's partition; remembers the days seen last, since files rarely jump about in time. */
final class PartitionKeys {

    private static final int REMEMBERED = 4096;
    private static final int INITIAL_BYTES = 4 << 10;

    private final Feed.By by;
    private final String businessDate;
    private final long[] days = new long[REMEMBERED];
    private final @Nullable RowBuffer[] buffers = new RowBuffer[REMEMBERED];

    /** @param businessDate of the file; empty where {@code by} does not ask for it */
    PartitionKeys(Feed.By by, String businessDate) {
        this.by = by;
        this.businessDate = businessDate;
    }

    /** @param day in days since 1970-01-01 */
    RowBuffer bufferFor(long day, Map<String, RowBuffer> rows) {
        int slot = (int) day & (REMEMBERED - 1);
        RowBuffer buffer = buffers[slot];
        if (buffer == null || days[slot] != day) {
            buffer = rows.computeIfAbsent(valueOf(day), v -> new RowBuffer(INITIAL_BYTES));
            buffers[slot] = buffer;
            days[slot] = day;
        }
        return buffer;
    }

    private String valueOf(long day) {
        if (by == Feed.By.NONE) {
            return "all";
        }
        if (by == Feed.By.BUSINESS_DATE) {
            return businessDate;
        }
        String date = LocalDate.ofEpochDay(day).toString();
        return switch (by) {
            case YEAR -> date.substring(0, date.length() - 6);
            case MONTH -> date.substring(0, date.length() - 3);
            default -> date;
        };
    }
}
