package dev.daybook.jobs.apisync;

import dev.daybook.failure.Failpoints;
import dev.daybook.load.LoadRunner;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ItemReader;

/** Files whose loads are not at their end, in order: those that were fetched just now, and what earlier runs have left. */
final class LoadReader implements ItemReader<PendingLoad>, StepExecutionListener {

    private final Syncs syncs;
    private final LoadRunner loads;
    private final Queue<PendingLoad> open = new ArrayDeque<>();
    private boolean hasBegun;

    LoadReader(Syncs syncs, LoadRunner loads) {
        this.syncs = syncs;
        this.loads = loads;
    }

    @Override
    public void beforeStep(StepExecution step) {
        open.clear();
        syncs.of(step).files().all().stream()
                .filter(file -> file.loadId() != null && loads.isOpen(file.loadId()))
                .map(file -> new PendingLoad(file.name(), Objects.requireNonNull(file.loadId())))
                .forEach(open::add);
    }

    boolean isAtEnd() {
        return open.isEmpty();
    }

    @Override
    public @Nullable PendingLoad read() {
        if (hasBegun) {
            Failpoints.reach("sync-file-loaded");
        }
        hasBegun = true;
        return open.poll();
    }
}
