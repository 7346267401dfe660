package dev.daybook.progress;

import java.time.Duration;
import java.util.Locale;

/** Readings in words. */
public final class ProgressText {

    private static final int BAR_WIDTH = 24;
    private static final int MEBIBYTE = 1 << 20;

    private ProgressText() {}

    /** One line, such as {@code stage 43 %, 2,150,000 rows, 410,000 rows/s, 0:07 left}. */
    public static String line(Reading reading) {
        return reading.step() + " " + share(reading) + tail(reading, ", ");
    }

    /** Without a forecast, for a run that has ended. */
    public static String soFar(Reading reading) {
        return reading.step() + " " + share(reading) + pace(reading, ", ");
    }

    /** The same for a terminal. */
    static String bar(Reading reading) {
        Integer percent = reading.percent();
        if (percent == null) {
            return "%-8s %s%s".formatted(reading.step(), share(reading), tail(reading, "  "));
        }
        int filled = percent * BAR_WIDTH / 100;
        String head = filled == BAR_WIDTH ? "" : ">";
        return "%-8s [%-24s] %s%s"
                .formatted(reading.step(), "=".repeat(filled) + head, share(reading), tail(reading, "  "));
    }

    /** Part of the whole, or as much as is known. */
    private static String share(Reading reading) {
        Integer percent = reading.percent();
        if (percent != null) {
            return "%3d %%".formatted(percent).strip();
        }
        return reading.unit().equals(Progress.BYTES)
                ? String.format(Locale.ROOT, "%,d MiB", reading.done() / MEBIBYTE)
                : String.format(Locale.ROOT, "%,d %s", reading.done(), reading.unit());
    }

    private static String tail(Reading reading, String between) {
        Duration left = reading.remaining();
        return pace(reading, between) + (left == null ? "" : between + clock(left) + " left");
    }

    private static String pace(Reading reading, String between) {
        return String.format(
                Locale.ROOT, "%s%,d rows%s%,d rows/s", between, reading.rows(), between, reading.rowsPerSecond());
    }

    /** {@code 0:07}, {@code 12:30}, {@code 3:05:00}. */
    static String clock(Duration time) {
        return time.toHours() == 0
                ? "%d:%02d".formatted(time.toMinutesPart(), time.toSecondsPart())
                : "%d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }
}
