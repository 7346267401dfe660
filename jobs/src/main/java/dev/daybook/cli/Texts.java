package dev.daybook.cli;

import dev.daybook.ops.ExecutionView;
import dev.daybook.ops.ExecutionView.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Runs as lines of text. */
final class Texts {

    private Texts() {}

    /** A few lines about a run, for whoever started it. */
    static String summary(ExecutionView run) {
        List<String> lines = new ArrayList<>();
        if (run.status().equals("DUPLICATE")) {
            lines.add("%s: duplicate of execution %d. %s.".formatted(run.job(), run.id(), run.message()));
            return String.join(System.lineSeparator(), lines);
        }
        lines.add("%s: execution %d %s%s".formatted(run.job(), run.id(), run.status(), duration(run.times())));
        if (run.input().file() != null) {
            lines.add("  file      " + run.input().file());
        }
        if (run.input().file() != null || run.read() > 0) {
            lines.add("  rows      " + run.counts());
        }
        if (run.message() != null) {
            lines.add("  %s    %s".formatted(run.status().equals("FAILED") ? "reason" : "note  ", run.message()));
        }
        run.details().warnings().forEach(warning -> lines.add("  warning   " + warning));
        if (run.rejected() > 0) {
            lines.add("  rejects   daybook rejects " + run.id()
                    + (run.rejectFile() == null ? "" : ", to mend: " + run.rejectFile()));
        }
        return String.join(System.lineSeparator(), lines);
    }

    /** {@code 12 s}, {@code 3 min}, {@code 5 h}. */
    static String age(long seconds) {
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7_200 ? seconds / 60 + " min" : seconds / 3_600 + " h";
    }

    /** To the second, in UTC; empty for null. */
    static String time(@Nullable Instant time) {
        return time == null ? "" : time.toString().substring(0, 19);
    }

    private static String duration(Times times) {
        return times.startedAt() == null || times.endedAt() == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        " in %.1f s",
                        Duration.between(times.startedAt(), times.endedAt()).toMillis() / 1000.0);
    }
}
