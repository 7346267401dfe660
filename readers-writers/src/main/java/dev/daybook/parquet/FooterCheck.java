package dev.daybook.parquet;

import dev.daybook.failure.DaybookException;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;

/** Compares what a stored file says of itself with what was counted while encoding it. */
public final class FooterCheck {

    private FooterCheck() {}

    /** @throws DaybookException of kind STORAGE when rows or absent values differ */
    public static void verify(ObjectStore store, Location file, FileProof proof) {
        long rows = 0;
        Map<String, Long> nulls = new HashMap<>();
        ParquetReadOptions options =
                ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
        try (ParquetFileReader reader = ParquetFileReader.open(new StoredInputFile(store, file), options)) {
            for (BlockMetaData rowGroup : reader.getFooter().getBlocks()) {
                rows += rowGroup.getRowCount();
                for (ColumnChunkMetaData column : rowGroup.getColumns()) {
                    long absent = column.getStatistics().getNumNulls();
                    nulls.merge(column.getPath().toDotString(), absent, Long::sum);
                }
            }
        } catch (IOException e) {
            throw DaybookException.storage("%s cannot be read back: %s".formatted(file, e.getMessage()), e);
        }
        require(file, "rows", proof.rows(), rows);
        for (FileProof.ColumnSum column : proof.columns()) {
            require(file, "absent " + column.name(), column.nulls(), nulls.getOrDefault(column.name(), -1L));
        }
    }

    private static void require(Location file, String what, long expected, long found) {
        if (expected != found) {
            throw DaybookException.storage(
                    "%s differs from what was written: expected %d %s, found %d".formatted(file, expected, what, found),
                    null);
        }
    }
}
