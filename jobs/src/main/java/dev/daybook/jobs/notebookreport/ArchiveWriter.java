package dev.daybook.jobs.notebookreport;

import dev.daybook.failure.Failpoints;
import dev.daybook.lease.RunLease;
import dev.daybook.reporting.ReportRecord;
import dev.daybook.store.Location;
import java.util.ArrayList;
import java.util.List;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Puts a report's files into the archive, where nothing is ever written over. */
final class ArchiveWriter implements ItemWriter<ArchiveWriter.Move>, StepExecutionListener {

    private final ReportRun run;
    private final RunLease lease;

    ArchiveWriter(ReportRun run, RunLease lease) {
        this.run = run;
        this.lease = lease;
    }

    /** A file on its way from staging to the archive. */
    record Move(Location staged, Location archived) {}

    static List<Move> moves(ReportRun run, StepExecution step) {
        ReportRecord report = run.report(step.getJobExecution().getJobParameters());
        List<Move> moves = new ArrayList<>();
        for (Template.Extract extract : ExtractWriter.all(run.template(report), report, run)) {
            moves.add(new Move(
                    run.stagedExtract(report, extract.name()),
                    run.places().extracts(report).resolve(extract.name() + ".parquet")));
        }
        moves.add(new Move(run.staged(report, ReportRun.NOTEBOOK), run.places().published(report, "ipynb")));
        for (Artifact artifact : Artifact.values()) {
            moves.add(new Move(
                    run.staged(report, artifact.file()), run.places().published(report, artifact.extension())));
        }
        return moves;
    }

    @Override
    public void write(Chunk<? extends Move> chunk) {
        for (Move move : chunk) {
            lease.requireHeld();
            if (run.store().head(move.archived()).isEmpty()) {
                run.store().copy(move.staged(), move.archived());
            }
            Failpoints.reach("report-archived");
        }
    }
}
