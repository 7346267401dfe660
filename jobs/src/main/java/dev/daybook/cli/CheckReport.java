package dev.daybook.cli;

import dev.daybook.feed.ParsedBlock.Counts;
import dev.daybook.feed.Reject;

/** What a load would make of a file, told as it is read: memory does not grow with the rejects. */
interface CheckReport extends AutoCloseable {

    void add(Reject reject);

    /** At the end of the file; not called when it cannot be read to its end. */
    void end(Counts counts);

    @Override
    default void close() {}
}
