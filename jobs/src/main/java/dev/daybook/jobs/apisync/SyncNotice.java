package dev.daybook.jobs.apisync;

import dev.daybook.load.Ledger;
import dev.daybook.load.LoadCounts;
import dev.daybook.notify.RunNotice;
import dev.daybook.sync.FileState;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.batch.core.job.JobExecution;

/** What notices say of runs: how many files were compared, what came into tables, how old the copies are. */
record SyncNotice(Syncs syncs, Ledger ledger) implements RunNotice {

    @Override
    public String title(JobExecution run) {
        String day = run.getJobParameters().getString(ApiSync.REPLAY);
        return "%s %s%s"
                .formatted(
                        ApiSync.NAME,
                        run.getJobParameters().getString(ApiSync.SOURCE),
                        day == null ? "" : ", replay of " + day);
    }

    @Override
    public String result(JobExecution run) {
        Sync sync = syncs.of(run.getJobParameters());
        List<FileState> files = sync.files().all();
        long checked = files.stream()
                .filter(file -> Objects.equals(file.checkedRun(), sync.run()))
                .count();
        LoadCounts counts = ledger.ofInstance(run.getJobInstance().getInstanceId()).stream()
                .map(load -> load.counts())
                .reduce(LoadCounts.NONE, LoadCounts::plus);
        return "%,d of %,d files fetched; %,d rows written, %,d rejected, %,d duplicate"
                .formatted(checked, files.size(), counts.written(), counts.rejected(), counts.duplicate());
    }

    @Override
    public Optional<String> impact(JobExecution run) {
        Sync sync = syncs.of(run.getJobParameters());
        long due = sync.files().due().size();
        return Optional.of(
                due == 0
                        ? "tables keep what they have until it is run again"
                        : "%,d files are still to be fetched; what was fetched stays".formatted(due));
    }
}
