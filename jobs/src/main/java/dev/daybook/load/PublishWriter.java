package dev.daybook.load;

import dev.daybook.progress.Progress;
import dev.daybook.table.CommitRecord;
import dev.daybook.table.PartitionLoader.Built;
import dev.daybook.table.Publisher;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Publishes each built partition, and has the ledger record it in the same transaction. */
public final class PublishWriter implements ItemWriter<BuiltPartition> {

    private final PublishReader builder;
    private final Publisher publisher;
    private final Progress progress;
    private final PartOfDecision job;

    /** @param job what the job does in the transaction of each decision */
    public PublishWriter(PublishReader builder, Publisher publisher, Progress progress, PartOfDecision job) {
        this.job = job;
        this.builder = builder;
        this.publisher = publisher;
        this.progress = progress;
    }

    @Override
    public void write(Chunk<? extends BuiltPartition> chunk) {
        chunk.forEach(this::publish);
    }

    private void publish(BuiltPartition partition) {
        FileLoad load = builder.load();
        Attempt attempt = new Attempt(partition);
        publisher.publish(
                load.feed().table(),
                partition.staged().partition(),
                load.entry().cause(),
                attempt::on,
                decided -> attempt.record());
        attempt.tell();
    }

    /** What was built last, for the decision to be made about it. */
    private final class Attempt {

        private final BuiltPartition partition;
        private @Nullable Built built;

        Attempt(BuiltPartition partition) {
            this.partition = partition;
        }

        CommitRecord on(@Nullable CommitRecord current) {
            boolean isFresh = generationOf(current) == generationOf(partition.base());
            Built result = isFresh && partition.built() != null && built == null
                    ? partition.built()
                    : builder.build(partition.staged(), current);
            built = result;
            return result.generation();
        }

        /** A partition that was decided before is passed over, and counts no rows. */
        void tell() {
            long written = built == null ? 0 : built.written();
            long duplicates = built == null ? 0 : built.duplicates();
            progress.count("written", written);
            progress.count("duplicate", duplicates);
            progress.moveBy(1, written + duplicates);
        }

        private int generationOf(@Nullable CommitRecord generation) {
            return generation == null ? 0 : generation.generation();
        }

        void record() {
            if (built != null) {
                FileLoad load = builder.load();
                builder.requireCurrentRereads(partition.staged().partition());
                load.ledger()
                        .addPartition(
                                load.entry().loadId(),
                                partition.staged().partition(),
                                built.generation().generation(),
                                built.written(),
                                built.duplicates());
                job.decide(load, partition.staged());
            }
        }
    }
}
