package dev.daybook.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first rows of a result. */
final class CountedRows {

    private final QueryResult result;
    private final long limit;
    private long count;
    private boolean more;

    CountedRows(QueryResult result, long limit) {
        this.result = result;
        this.limit = limit;
    }

    List<String> columns() {
        return result.columns();
    }

    List<String> types() {
        return result.types();
    }

    boolean next() {
        boolean found = result.next();
        more = found && count == limit;
        if (found && !more) {
            count++;
        }
        return found && !more;
    }

    @Nullable
    Object value(int column) {
        return result.value(column);
    }

    long count() {
        return count;
    }

    /** Whether there was a row beyond the limit; known after the last row. */
    boolean hasMore() {
        return more;
    }
}
