package dev.daybook.load;

import dev.daybook.notify.NoticeKind;
import dev.daybook.notify.RunNotice;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.batch.core.job.JobExecution;

/** What jobs that load a file say of their runs. */
public final class LoadNotice implements RunNotice {

    private final Ledger ledger;
    private final Set<NoticeKind> untold;

    /** @param untold kinds that are not worth writing for the job */
    public LoadNotice(Ledger ledger, Set<NoticeKind> untold) {
        this.ledger = ledger;
        this.untold = Set.copyOf(untold);
    }

    @Override
    public boolean tells(NoticeKind kind) {
        return !untold.contains(kind);
    }

    @Override
    public String title(JobExecution run) {
        return PLAIN.title(run);
    }

    @Override
    public String result(JobExecution run) {
        LoadCounts counts = ledger.get(load(run)).counts();
        return "%,d rows written, %,d rejected, %,d duplicate, %,d ignored"
                .formatted(counts.written(), counts.rejected(), counts.duplicate(), counts.ignored());
    }

    @Override
    public Optional<String> impact(JobExecution run) {
        LedgerEntry entry = ledger.get(load(run));
        int published = ledger.partitions(entry.loadId()).size();
        return Optional.of(
                published == 0
                        ? "table %s has nothing of it".formatted(entry.table())
                        : "table %s has %,d %s of it, the rest is missing"
                                .formatted(entry.table(), published, published == 1 ? "partition" : "partitions"));
    }

    private static long load(JobExecution run) {
        return Objects.requireNonNull(run.getJobParameters().getLong(FileAdmission.LOAD_ID));
    }
}
