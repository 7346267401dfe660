package dev.daybook.cli;

import dev.daybook.ops.ExecutionDetails;
import dev.daybook.ops.ExecutionDetails.ActionView;
import dev.daybook.ops.ExecutionDetails.LeaseView;
import dev.daybook.ops.ExecutionDetails.OtherExecution;
import dev.daybook.ops.ExecutionDetails.StepView;
import dev.daybook.ops.ExecutionView;
import dev.daybook.ops.ExecutionView.LoadView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is shown of a run below its summary, as lines of text. */
final class DetailTexts {

    private final List<String> lines = new ArrayList<>();

    private DetailTexts() {}

    static List<String> of(ExecutionView run) {
        DetailTexts texts = new DetailTexts();
        texts.add("started", Texts.time(run.times().startedAt()));
        texts.add("ended", Texts.time(run.times().endedAt()));
        texts.addLoad(run.input());
        run.parameters().forEach((name, value) -> texts.add("parameter", name + "=" + value));
        ExecutionDetails details = run.details();
        details.steps().forEach(texts::addStep);
        if (details.lease() != null) {
            texts.addLease(details.lease());
        }
        details.actions().forEach(action -> texts.add("action", text(action)));
        details.allowedActions().forEach(action -> texts.add("allowed", "daybook %s %d".formatted(action, run.id())));
        details.otherExecutions().forEach(other -> texts.add("other run", text(other)));
        details.duplicateRequests().forEach(request -> texts.add("duplicate", request));
        return texts.lines;
    }

    private void add(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            lines.add("  %-9s %s".formatted(name, value));
        }
    }

    private void addLoad(LoadView load) {
        if (load.loadId() == null) {
            return;
        }
        add("load", "%d %s".formatted(load.loadId(), load.load()));
        add("size", String.format(Locale.ROOT, "%,d bytes", load.size()));
        add("sha256", load.sha256());
        add("filed as", load.processed());
    }

    private void addStep(StepView step) {
        String duration = step.seconds() == null ? "" : String.format(Locale.ROOT, " in %.1f s", step.seconds());
        add(
                "step",
                String.format(
                        Locale.ROOT,
                        "%-8s %s%s from %s, %,d commits, %,d rollbacks, %,d items read, %,d written",
                        step.name(),
                        step.status(),
                        duration,
                        Texts.time(step.startedAt()),
                        step.commits(),
                        step.rollbacks(),
                        step.itemsRead(),
                        step.itemsWritten()));
        if (step.message() != null) {
            lines.add("            " + step.message());
        }
    }

    private void addLease(LeaseView lease) {
        String until = lease.isLive()
                ? "live until " + Texts.time(lease.liveUntil())
                : lease.releasedAt() == null
                        ? "expired " + Texts.time(lease.liveUntil())
                        : "released " + Texts.time(lease.releasedAt());
        add(
                "lease",
                "%s, %s, heartbeat %s, fencing number %d"
                        .formatted(lease.owner(), until, Texts.time(lease.heartbeatAt()), lease.fencing()));
        if (lease.stopRequestedAt() != null) {
            add("stop", "requested %s by %s".formatted(Texts.time(lease.stopRequestedAt()), lease.stopRequestedBy()));
        }
    }

    private static String text(ActionView action) {
        String reason = action.reason() == null ? "" : " because \"" + action.reason() + "\"";
        String detail = action.detail() == null ? "" : ": " + action.detail();
        return "%s %s by %s%s: %s%s"
                .formatted(Texts.time(action.at()), action.action(), action.by(), reason, action.outcome(), detail);
    }

    private static String text(OtherExecution other) {
        return "%d %s %s".formatted(other.id(), other.status(), Texts.time(other.startedAt()));
    }
}
