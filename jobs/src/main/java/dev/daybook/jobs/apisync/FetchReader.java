package dev.daybook.jobs.apisync;

import dev.daybook.failure.Failpoints;
import dev.daybook.progress.Progress;
import dev.daybook.sync.FileState;
import dev.daybook.sync.SyncSource.Document;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ItemReader;

/**
 * Names of the files that are to be fetched, in order. Which are done already is asked of the state, so that nothing needs
 * to be remembered. Documents of a source without a listing are asked for once in a run.
 */
final class FetchReader implements ItemReader<String>, StepExecutionListener {

    private final Syncs syncs;
    private final Progress progress;
    private final Queue<String> names = new ArrayDeque<>();
    private boolean hasBegun;

    FetchReader(Syncs syncs, Progress progress) {
        this.syncs = syncs;
        this.progress = progress;
    }

    @Override
    public void beforeStep(StepExecution step) {
        Sync sync = syncs.of(step);
        names.clear();
        if (!sync.isReplay()) {
            names.addAll(sync.source().hasListing() ? due(sync) : documents(sync));
            progress.begin(Progress.FILES, 0, (long) names.size());
        }
    }

    private static List<String> due(Sync sync) {
        return sync.files().due().stream().map(FileState::name).toList();
    }

    private static List<String> documents(Sync sync) {
        return sync.source().documents().stream()
                .map(Document::name)
                .filter(name -> !isCheckedInThisRun(sync, sync.files().find(name)))
                .toList();
    }

    private static boolean isCheckedInThisRun(Sync sync, Optional<FileState> file) {
        return file.filter(known -> Objects.equals(known.checkedRun(), sync.run()))
                .isPresent();
    }

    boolean isAtEnd() {
        return names.isEmpty();
    }

    @Override
    public @Nullable String read() {
        if (hasBegun) {
            Failpoints.reach("sync-file-committed");
        }
        hasBegun = true;
        return names.poll();
    }
}
