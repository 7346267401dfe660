package dev.daybook.jobs.historyexport;

import dev.daybook.row.RowBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Rows being filled, value by value in the order of the table's columns; null stands for no value. */
final class FactRows {

    private static final int CAPACITY = 64 << 10;

    private final RowBuffer rows = new RowBuffer(CAPACITY);

    FactRows begin() {
        rows.begin(0);
        return this;
    }

    FactRows text(@Nullable String value) {
        if (value == null) {
            rows.addNull();
        } else {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            rows.addText(utf8, 0, utf8.length);
        }
        return this;
    }

    FactRows number(@Nullable Long value) {
        if (value == null) {
            rows.addNull();
        } else {
            rows.addLong(value);
        }
        return this;
    }

    FactRows small(int value) {
        rows.addInt(value);
        return this;
    }

    /** Milliseconds, what is finer is cut off. */
    FactRows time(@Nullable Instant value) {
        return number(value == null ? null : value.toEpochMilli());
    }

    void end() {
        rows.end();
    }

    RowBuffer buffer() {
        return rows;
    }
}
