package dev.daybook.jobs.clickstream;

import dev.daybook.feed.ParsedBlock.Counts;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What was found in some objects one behind the other; their rows are staged in segments, their rejects in
 * quarantine.
 *
 * @param first ordinal of the first object
 * @param bytes of the objects, as delivered
 * @param unknown fields the feed does not name and wants counted
 * @param covered rows that an earlier compaction of the same objects has brought into the table
 */
record StagedGroup(int first, int segments, List<ReadObject> objects, long covered, long bytes, UnknownFields unknown) {

    /** Most segments of a group; large enough for one object of tens of gigabytes. */
    private static final int MOST_SEGMENTS = 1000;

    /**
     * @param late rows of days before the object's delivery
     * @param isRefused whether it was not there any more as it was listed; then it has no counts
     */
    record ReadObject(int ordinal, boolean isRefused, Counts counts, long late) {}

    /** Ordinal behind the last object. */
    int behind() {
        return first + objects.size();
    }

    Counts counts() {
        return objects.stream().map(ReadObject::counts).reduce(Counts.NONE, Counts::plus);
    }

    /** Segments are named by the ordinal of their group's first object, so that a group done again replaces its own. */
    static List<Integer> segmentNumbers(int first, int count) {
        if (count > MOST_SEGMENTS) {
            throw new IllegalStateException("an object has at most %d segments".formatted(MOST_SEGMENTS));
        }
        return IntStream.range(0, count)
                .map(segment -> Math.addExact(Math.multiplyExact(first, MOST_SEGMENTS), segment))
                .boxed()
                .toList();
    }
}
