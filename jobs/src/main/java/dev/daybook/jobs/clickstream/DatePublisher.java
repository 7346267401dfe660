package dev.daybook.jobs.clickstream;

import dev.daybook.progress.Progress;
import dev.daybook.table.CommitRecord;
import dev.daybook.table.CommitRecord.Conservation;
import dev.daybook.table.PartitionMerge.Merged;
import dev.daybook.table.Publisher;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Publishes each merged date, and has the ledger record it in the same transaction. */
final class DatePublisher implements ItemWriter<BuiltDate> {

    private final DateReader dates;
    private final Publisher publisher;
    private final Progress progress;

    DatePublisher(DateReader dates, Publisher publisher, Progress progress) {
        this.dates = dates;
        this.publisher = publisher;
        this.progress = progress;
    }

    @Override
    public void write(Chunk<? extends BuiltDate> chunk) {
        chunk.forEach(this::publish);
    }

    private void publish(BuiltDate date) {
        Compaction compaction = dates.compaction();
        Attempt attempt = new Attempt(date);
        publisher.publish(
                compaction.feed().table(),
                date.staged().partition(),
                compaction.entry().cause(),
                attempt::on,
                attempt::record);
        attempt.tell();
    }

    /** What was merged last, for the decision to be made about it. */
    private final class Attempt {

        private final BuiltDate date;
        private @Nullable Merged merged;

        Attempt(BuiltDate date) {
            this.date = date;
        }

        CommitRecord on(@Nullable CommitRecord current) {
            boolean isFresh = generationOf(current) == generationOf(date.base());
            Merged result = isFresh && date.merged() != null && merged == null ? date.merged() : again(current);
            merged = result;
            return result.generation();
        }

        private Merged again(@Nullable CommitRecord current) {
            try {
                return dates.merge(date.staged(), current);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while merging", e);
            }
        }

        private static int generationOf(@Nullable CommitRecord generation) {
            return generation == null ? 0 : generation.generation();
        }

        void record(CommitRecord decided) {
            if (merged == null) {
                return;
            }
            Conservation rows = merged.conservation();
            Compaction compaction = dates.compaction();
            compaction
                    .ledger()
                    .addPartition(
                            compaction.loadId(),
                            decided.partition(),
                            decided.generation(),
                            rows.written(),
                            rows.duplicate() + rows.conflict());
            compaction
                    .deliveries()
                    .addConflicts(compaction.loadId(), decided.partition(), rows.conflict(), rows.replaced());
        }

        /** A date that was decided before is passed over, and counts no rows. */
        void tell() {
            if (merged != null) {
                Conservation rows = merged.conservation();
                progress.count("written", rows.written());
                progress.count("duplicate", rows.duplicate());
                progress.count("conflict", rows.conflict());
            }
            progress.moveBy(1, merged == null ? 0 : merged.conservation().staged());
        }
    }
}
