package dev.daybook.jobs.clickstream;

import dev.daybook.table.CommitRecord;
import dev.daybook.table.PartitionMerge.Merged;
import dev.daybook.table.StagedPartition;
import org.jspecify.annotations.Nullable;

/**
 * @param base the generation it was built on; null for none
 * @param merged null when an earlier execution has decided this date already, or the base was not the latest any more
 */
record BuiltDate(
        StagedPartition staged,
        @Nullable CommitRecord base,
        @Nullable Merged merged) {}
