package dev.daybook.load;

import dev.daybook.table.CommitRecord;
import dev.daybook.table.PartitionLoader.Built;
import dev.daybook.table.StagedPartition;
import org.jspecify.annotations.Nullable;

/**
 * @param base the generation it was built on; null for none
 * @param built null when an earlier execution has decided this partition already, or the base was not the latest any more
 */
public record BuiltPartition(
        StagedPartition staged,
        @Nullable CommitRecord base,
        @Nullable Built built) {}
