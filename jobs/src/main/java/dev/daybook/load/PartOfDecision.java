package dev.daybook.load;

import dev.daybook.table.StagedPartition;

/** What a job does in the transaction that decides to publish a partition of a load: it is done with it, or not at all. */
@FunctionalInterface
public interface PartOfDecision {

    /** Nothing. */
    PartOfDecision NONE = (load, partition) -> {};

    void decide(FileLoad load, StagedPartition partition);
}
