package dev.daybook.load;

import dev.daybook.feed.ParsedBlock;
import dev.daybook.progress.Progress;
import java.util.List;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** Tells how far a load has been read: in bytes of its file, then of the files it reads again. */
final class StageProgress {

    private final Progress progress;

    /** Where each input begins if they are seen as one. */
    private final long[] starts;

    private StageProgress(Progress progress, long[] starts) {
        this.progress = progress;
        this.starts = starts;
    }

    /** @param context of the step, which says where a restarted one goes on */
    static StageProgress begin(Progress progress, FileLoad load, ExecutionContext context) {
        List<LedgerEntry> rereads = load.ledger().rereads(load.entry().loadId());
        long[] starts = new long[rereads.size() + 2];
        starts[1] = load.entry().size();
        boolean isPacked = isPacked(load.entry());
        for (int i = 0; i < rereads.size(); i++) {
            starts[i + 2] = starts[i + 1] + rereads.get(i).size();
            isPacked |= isPacked(rereads.get(i));
        }
        int input = context.getInt(StageReader.INPUT, 0);
        long done = starts[input] + context.getLong(StageReader.OFFSET, 0);
        progress.begin(Progress.BYTES, done, isPacked ? null : (Long) starts[starts.length - 1]);
        return new StageProgress(progress, starts);
    }

    /** Places in a gzipped file are those of the unpacked one, whose size nobody knows. */
    private static boolean isPacked(LedgerEntry entry) {
        return entry.sourceUri().endsWith(".gz");
    }

    void tell(StagedBlock staged) {
        ParsedBlock.Counts counts = staged.block().counts();
        progress.moveTo(starts[staged.input()] + staged.block().end().offset(), counts.read());
        if (staged.input() == 0) {
            progress.count("read", counts.read());
            progress.count("rejected", counts.rejected());
            progress.count("ignored", counts.ignored());
            progress.count("blank", counts.blank());
        } else {
            progress.count("reread", counts.read());
        }
    }
}
