package dev.daybook.cli;

import dev.daybook.ops.ExecutionView;
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
        lines.add("%s: execution %d %s%s"
                .formatted(run.job(), run.id(), run.status(), duration(run.startedAt(), run.endedAt())));
        if (run.file() != null) {
            lines.add("  file      " + run.file());
            lines.add("  rows      " + counts(run));
        }
        if (run.message() != null) {
            lines.add("  %s    %s".formatted(run.status().equals("FAILED") ? "reason" : "note  ", run.message()));
        }
        if (run.rejected() > 0) {
            lines.add("  rejects   daybook rejects " + run.id()
                    + (run.rejectFile() == null ? "" : ", to mend: " + run.rejectFile()));
        }
        return String.join(System.lineSeparator(), lines);
    }

    static String counts(ExecutionView run) {
        return String.format(
                Locale.ROOT,
                "%,d read = %,d written + %,d rejected + %,d duplicate + %,d ignored; %,d blank",
                run.read(),
                run.written(),
                run.rejected(),
                run.duplicate(),
                run.ignored(),
                run.blank());
    }

    private static String duration(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null
                ? ""
                : String.format(
                        Locale.ROOT, " in %.1f s", Duration.between(from, to).toMillis() / 1000.0);
    }
}
