package dev.daybook.load;

import dev.daybook.feed.ParsedBlock;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says now and then how far a long file has been read. */
final class StageProgress {

    private static final Logger log = LoggerFactory.getLogger(StageProgress.class);
    private static final long EVERY_NANOS = 5_000_000_000L;

    private final LedgerEntry entry;
    private long rows;
    private long lastTold = System.nanoTime();

    StageProgress(LedgerEntry entry) {
        this.entry = entry;
    }

    void tell(StagedBlock staged) {
        ParsedBlock block = staged.block();
        rows += block.counts().read();
        long now = System.nanoTime();
        if (now - lastTold < EVERY_NANOS || staged.input() > 0) {
            return;
        }
        lastTold = now;
        log.info("{}: {} rows read, {}", entry.source(), String.format(Locale.ROOT, "%,d", rows), share(block));
    }

    /** Offsets are those of the unpacked file, so of a gzipped one only the place is told. */
    private String share(ParsedBlock block) {
        long offset = block.end().offset();
        return offset <= entry.size() && !entry.sourceUri().endsWith(".gz")
                ? "%d %% of the file".formatted(100 * offset / Math.max(1, entry.size()))
                : "%d MiB of the file".formatted(offset >> 20);
    }
}
