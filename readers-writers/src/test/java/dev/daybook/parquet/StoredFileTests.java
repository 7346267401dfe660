package dev.daybook.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.daybook.failure.DaybookException;
import dev.daybook.row.Column;
import dev.daybook.row.ColumnType;
import dev.daybook.row.RowBatch;
import dev.daybook.row.RowBuffer;
import dev.daybook.row.RowLayout;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStores;
import dev.daybook.store.S3Settings;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files read back from a store: as rows, and as what their footers say. */
class StoredFileTests {

    private static final List<Column> COLUMNS = List.of(
            new Column("name", ColumnType.STRING, true),
            new Column("active", ColumnType.BOOLEAN, true),
            new Column("visits", ColumnType.INT, true),
            new Column("total", ColumnType.BIGINT, true),
            new Column("amount", ColumnType.decimal(18, 2), true),
            new Column("day", ColumnType.DATE, true),
            new Column("changed_at", ColumnType.TIMESTAMP, true));

    private final ObjectStores store = new ObjectStores(new S3Settings(null, "us-east-1", false));

    @TempDir
    private Path folder;

    private WrittenTable write(int rowCount) {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < rowCount; i++) {
            rows.add(
                    i % 3 == 0
                            ? Arrays.asList(null, null, null, null, null, null, null)
                            : List.of(
                                    (i % 2 == 0 ? "é" : "漢").repeat(i % 3000),
                                    i % 2 == 0,
                                    -i,
                                    (long) i << 40,
                                    BigDecimal.valueOf(-i * 7L, 2),
                                    LocalDate.ofEpochDay(-i),
                                    Instant.ofEpochMilli(-i * 1001L)));
        }
        return WrittenTable.write(folder.resolve("a.parquet"), COLUMNS, rows, 400, 50_000);
    }

    @Test
    void rowsComeBackAsTheyWereStaged() {
        WrittenTable table = write(5000);
        RowBuffer staged = new RowBuffer(0);
        table.rows().forEach(row -> WrittenTable.append(staged, COLUMNS, row, 4));
        RowBuffer found = new RowBuffer(0);
        int calls = 0;
        try (ParquetRows rows = new ParquetRows(store, Location.of(table.file()), new RowLayout(COLUMNS))) {
            boolean more = true;
            while (more) {
                more = rows.read(found, WrittenTable.INPUT::equals, source -> 4, found.size() + 100_000);
                calls++;
            }
        }
        assertThat(calls).isGreaterThan(10);
        assertThat(found.rows()).isEqualTo(5000);
        assertThat(Arrays.copyOf(found.bytes(), found.size())).isEqualTo(Arrays.copyOf(staged.bytes(), staged.size()));
    }

    @Test
    void aColumnTheFileLacksHasNoValueAndChangesNoHash() {
        WrittenTable table = write(10);
        List<Column> more = new ArrayList<>(COLUMNS);
        more.add(new Column("added_later", ColumnType.STRING, true));
        RowLayout layout = new RowLayout(more);
        RowBatch before = read(table, new RowLayout(COLUMNS));
        RowBatch after = read(table, layout);
        assertThat(after.rows()).isEqualTo(10);
        for (int row = 0; row < 10; row++) {
            assertThat(after.isNull(row, COLUMNS.size())).isTrue();
            assertThat(after.hashHigh(row)).isEqualTo(before.hashHigh(row));
            assertThat(after.hashLow(row)).isEqualTo(before.hashLow(row));
        }
    }

    private RowBatch read(WrittenTable table, RowLayout layout) {
        RowBuffer buffer = new RowBuffer(0);
        try (ParquetRows rows = new ParquetRows(store, Location.of(table.file()), layout)) {
            assertThat(rows.read(buffer, source -> true, source -> 0, Integer.MAX_VALUE))
                    .isFalse();
        }
        RowBatch batch = new RowBatch(layout);
        batch.add(buffer.bytes(), 0, buffer.size());
        return batch;
    }

    @Test
    void rowsOfUnwantedSourcesAreLeftOut() {
        WrittenTable table = write(10);
        RowBuffer buffer = new RowBuffer(0);
        try (ParquetRows rows = new ParquetRows(store, Location.of(table.file()), new RowLayout(COLUMNS))) {
            assertThat(rows.read(buffer, "another"::equals, source -> 0, Integer.MAX_VALUE))
                    .isFalse();
        }
        assertThat(buffer.rows()).isZero();
    }

    /** Among the texts are some of several thousand bytes, which once took the number of nulls out of the footer. */
    @Test
    void aFooterThatSaysWhatWasEncodedPasses() {
        WrittenTable table = write(5000);
        assertThat(table.proof().columns().get(0).nulls()).isEqualTo(1667);
        assertThatCode(() -> FooterCheck.verify(store, Location.of(table.file()), table.proof()))
                .doesNotThrowAnyException();
    }

    @Test
    void aFooterThatSaysSomethingElseIsAFailureOfStorage() {
        WrittenTable table = write(9);
        FileProof proof = table.proof();
        assertRefused(table, new FileProof(10, proof.bytes(), proof.columns()), "expected 10 rows, found 9");
        List<FileProof.ColumnSum> columns = new ArrayList<>(proof.columns());
        columns.set(2, new FileProof.ColumnSum("visits", 2, columns.get(2).sum()));
        assertRefused(table, new FileProof(9, proof.bytes(), columns), "expected 2 absent visits, found 3");
    }

    private void assertRefused(WrittenTable table, FileProof proof, String difference) {
        assertThatExceptionOfType(DaybookException.class)
                .isThrownBy(() -> FooterCheck.verify(store, Location.of(table.file()), proof))
                .withMessage("%s differs from what was written: %s", Location.of(table.file()), difference)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(DaybookException.Kind.STORAGE));
    }

    @Test
    void aPageThatWasAlteredIsNotReadAsRows() throws Exception {
        WrittenTable table = write(2000);
        byte[] file = Files.readAllBytes(table.file());
        Arrays.fill(file, file.length / 3, file.length / 3 + 200, (byte) 0x11);
        Files.write(table.file(), file);
        assertThatExceptionOfType(Exception.class).isThrownBy(() -> read(table, new RowLayout(COLUMNS)));
    }
}
