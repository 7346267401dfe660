package dev.daybook.jobs.dailysales;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.daybook.parquet.ParquetRows;
import dev.daybook.row.Column;
import dev.daybook.row.ColumnType;
import dev.daybook.row.RowBatch;
import dev.daybook.row.RowBuffer;
import dev.daybook.row.RowLayout;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import dev.daybook.table.CommitRecord;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

/** Reads rows of published partitions, some columns of them. */
final class GenerationRows {

    private static final int BATCH_BYTES = 1 << 20;

    private final ObjectStore store;

    GenerationRows(ObjectStore store) {
        this.store = store;
    }

    /** A row that is handed out, as long as it is looked at. */
    static final class Row {

        private final RowBatch batch;
        private int index;

        private Row(RowBatch batch) {
            this.batch = batch;
        }

        String text(int column) {
            return new String(batch.bytes(), batch.textStarts(column)[index], batch.textLengths(column)[index], UTF_8);
        }

        /** As {@link ColumnType} says; 0 for no value. */
        long number(int column) {
            return batch.isNull(index, column) ? 0 : batch.number(index, column);
        }
    }

    static Column column(String name, ColumnType type) {
        return new Column(name, type, true);
    }

    /** Hands out the partition's rows; columns have the numbers they are given in. */
    void forEach(CommitRecord generation, Consumer<Row> use, Column... columns) {
        RowLayout layout = new RowLayout(Arrays.asList(columns));
        RowBuffer buffer = new RowBuffer(BATCH_BYTES);
        Row row = new Row(new RowBatch(layout));
        for (CommitRecord.FileEntry file : generation.files()) {
            Location place = Location.parse(generation.location(), Path.of("/")).resolve(file.name());
            try (ParquetRows rows = new ParquetRows(store, place, layout)) {
                boolean more = true;
                while (more) {
                    more = rows.read(buffer, source -> true, source -> 0, BATCH_BYTES);
                    handOut(buffer, row, use);
                    buffer.clear();
                }
            }
        }
    }

    private static void handOut(RowBuffer buffer, Row row, Consumer<Row> use) {
        row.batch.clear();
        row.batch.add(buffer.bytes(), 0, buffer.size());
        for (row.index = 0; row.index < row.batch.rows(); row.index++) {
            use.accept(row);
        }
    }
}
