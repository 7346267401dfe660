package dev.daybook.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.row.Column;
import dev.daybook.row.ColumnType;
import dev.daybook.row.RowBatch;
import dev.daybook.row.TableSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.parquet.column.values.bloomfilter.BlockSplitBloomFilter;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValueFilterTests {

    private static final int ROWS = 50_000;

    @TempDir
    private Path folder;

    @Test
    void theHashIsThatOfParquetJava() {
        BlockSplitBloomFilter theirs = new BlockSplitBloomFilter(32);
        Random random = new Random(5);
        byte[] bytes = new byte[400];
        random.nextBytes(bytes);
        for (int length = 0; length < 300; length++) {
            int from = random.nextInt(100);
            byte[] value = Arrays.copyOfRange(bytes, from, from + length);
            assertThat(XxHash64.of(bytes, from, length))
                    .as("%d bytes", length)
                    .isEqualTo(theirs.hash(Binary.fromConstantByteArray(value)));
        }
    }

    /** DuckDB says of a file's row groups whether their filters exclude a value. */
    @Test
    void eachRowGroupIsExcludedForNearlyAllValuesItLacksAndForNoneItHas() throws IOException {
        TableSchema schema = new TableSchema("t", List.of(new Column("id", ColumnType.STRING, true)), null);
        Random random = new Random(7);
        List<String> ids = IntStream.range(0, ROWS)
                .mapToObj(i -> new UUID(random.nextLong(), random.nextLong()).toString())
                .toList();
        Path file = folder.resolve("ids.parquet");
        try (OutputStream out = Files.newOutputStream(file);
                ParquetRowWriter writer =
                        new ParquetRowWriter(out, schema, schema.layout(), List.of(), "id", 300_000)) {
            for (int from = 0; from < ROWS; from += 10_000) {
                RowBatch batch = new RowBatch(schema.layout());
                int first = from;
                WrittenTable.fill(
                        batch,
                        schema.layout().columns(),
                        IntStream.range(0, 10_000)
                                .mapToObj(i -> Arrays.asList((Object) (i % 100 == 99 ? null : ids.get(first + i))))
                                .toList());
                writer.write(batch, WrittenTable.ascending(10_000), 10_000);
            }
            writer.finish();
        }
        try (DuckDb duckDb = new DuckDb()) {
            int rowGroups = duckDb.rows(file, "select distinct row_group_id from parquet_metadata(FILE)")
                    .size();
            assertThat(rowGroups).isGreaterThan(1);
            assertThat(excluding(duckDb, file, ids.get(0))).isEqualTo(rowGroups - 1);
            assertThat(excluding(duckDb, file, ids.get(ROWS - 2))).isEqualTo(rowGroups - 1);
            int excluded = 0;
            for (int i = 0; i < 200; i++) {
                excluded += excluding(duckDb, file, new UUID(random.nextLong(), random.nextLong()).toString());
            }
            assertThat(excluded).isGreaterThan(200 * rowGroups * 9 / 10);
        }
    }

    private static int excluding(DuckDb duckDb, Path file, String id) {
        return duckDb.rows(
                        file,
                        "select row_group_id from parquet_bloom_probe(FILE, 'id', '" + id
                                + "') where bloom_filter_excludes")
                .size();
    }
}
