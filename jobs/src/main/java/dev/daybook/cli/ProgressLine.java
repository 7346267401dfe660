package dev.daybook.cli;

import dev.daybook.ops.ProgressView;
import dev.daybook.progress.ProgressText;
import dev.daybook.progress.Reading;
import org.jspecify.annotations.Nullable;

/** How far a run is, as a line of text. */
final class ProgressLine {

    /** A live run renews its lease several times as often. */
    private static final long SILENT_SECONDS = 60;

    private ProgressLine() {}

    /** What of a line is worth telling again when it is another. */
    record Change(String status, @Nullable Reading reading, boolean isSilent) {}

    static Change changeOf(ProgressView run) {
        return new Change(run.status(), run.reading(), isSilent(run));
    }

    static String of(ProgressView run) {
        String head = "%s: execution %d %s".formatted(run.job(), run.id(), run.status());
        if (!run.isRunning()) {
            String seen = run.reading() == null ? "" : "; seen last: " + ProgressText.soFar(run.reading());
            return "%s%s; see `daybook show %d`".formatted(head, seen, run.id());
        }
        String text = run.reading() == null ? "no step has told anything yet" : ProgressText.line(run.reading());
        String sign = run.secondsSinceSign() == null
                ? ""
                : ", last sign of life %s ago".formatted(Texts.age(run.secondsSinceSign()));
        return "%s: %s%s%s".formatted(head, text, sign, isSilent(run) ? "; its process may be gone" : "");
    }

    private static boolean isSilent(ProgressView run) {
        return run.isRunning() && run.secondsSinceSign() != null && run.secondsSinceSign() >= SILENT_SECONDS;
    }
}
