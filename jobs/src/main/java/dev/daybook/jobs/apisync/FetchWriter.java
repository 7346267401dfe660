package dev.daybook.jobs.apisync;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.Failpoints;
import dev.daybook.http.WebAnswer;
import dev.daybook.load.LoadRunner;
import dev.daybook.progress.Progress;
import dev.daybook.sync.FileState;
import dev.daybook.sync.SyncFiles.Fetched;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Fetches a file: its bytes first, under their hash; then, in the transaction of the chunk, what is known of it and the
 * load that it needs. Bytes that were there before are not written again, and nothing is when nothing has changed.
 */
final class FetchWriter implements ItemWriter<String>, StepExecutionListener {

    private final Syncs syncs;
    private final Fetching fetching;
    private final StagedFiles staged;
    private final LoadRunner loads;
    private final Progress progress;

    @SuppressWarnings("NullAway.Init")
    private Sync sync;

    FetchWriter(Syncs syncs, Fetching fetching, StagedFiles staged, LoadRunner loads, Progress progress) {
        this.syncs = syncs;
        this.fetching = fetching;
        this.staged = staged;
        this.loads = loads;
        this.progress = progress;
    }

    @Override
    public void beforeStep(StepExecution step) {
        sync = syncs.of(step);
    }

    /** A file that the run was told to stop at stays to be fetched: the step ends before the next one. */
    @Override
    public void write(Chunk<? extends String> chunk) {
        try {
            chunk.forEach(this::fetch);
        } catch (DaybookException e) {
            if (e.kind() != DaybookException.Kind.STOPPED) {
                throw e;
            }
        }
    }

    private void fetch(String name) {
        FileState known = sync.files().find(name).orElseThrow();
        try (ScratchFile scratch = new ScratchFile()) {
            WebAnswer answer = fetching.fetch(sync.source(), known, scratch.path());
            if (answer instanceof WebAnswer.Document document) {
                keep(known, document);
            }
            progress.moveBy(1, 0);
        }
    }

    private void keep(FileState known, WebAnswer.Document document) {
        boolean isChanged = !document.sha256().equals(known.sha256()) || known.isDeleted();
        if (isChanged) {
            staged.keep(sync.source(), document);
            Failpoints.reach("sync-bytes-kept");
        }
        Long load = loadOf(known, document, isChanged);
        Fetched fetched = new Fetched(
                known.name(), document.validators(), document.sha256(), document.size(), Instant.now(), sync.run());
        if (isChanged) {
            sync.files().setChanged(fetched, load);
            progress.count("changed", 1);
        } else if (isWorthNoting(known, document)) {
            sync.files().setChecked(fetched, load);
        }
        Failpoints.reach("sync-file-recorded");
    }

    private boolean isWorthNoting(FileState known, WebAnswer.Document document) {
        return known.isDue()
                || !document.validators().equals(known.validators())
                || known.isUncheckedSince(Instant.now().minus(sync.source().fullCheck()));
    }

    private @Nullable Long loadOf(FileState known, WebAnswer.Document document, boolean isChanged) {
        String feed = sync.source().feedOf(known.name()).orElse(null);
        if (feed == null || !isChanged && known.loadId() != null) {
            return known.loadId();
        }
        return loads.record(
                feed,
                sync.source().keyOf(known.name()),
                staged.place(sync.source(), document.sha256()),
                document.sha256(),
                document.size());
    }
}
