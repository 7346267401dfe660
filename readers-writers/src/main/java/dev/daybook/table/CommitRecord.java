package dev.daybook.table;

import dev.daybook.row.Column;
import dev.daybook.row.ColumnType;
import dev.daybook.row.TableSchema;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One generation of one partition: which files it consists of, where its rows came from, and what proves it. Written as
 * JSON beside the table, so that the catalog can be made again without a database.
 *
 * @param partitionColumn null for a table without partitions
 * @param partition value of the partition; {@code all} for a table without partitions
 * @param generation 1 for the first; only ever grows
 * @param cause what brought it about: {@code load-<id>} or {@code rollback-<id>}
 * @param location folder of its files
 * @param rowsBySource rows by input, as {@code <feed>/<source key>}
 * @param conservation what became of the rows it was merged from; null where rows are not merged by their ids
 */
public record CommitRecord(
        String table,
        @Nullable String partitionColumn,
        String partition,
        int generation,
        String cause,
        Instant decidedAt,
        String location,
        List<FileEntry> files,
        List<ColumnEntry> columns,
        @Nullable String id,
        Map<String, Long> rowsBySource,
        @Nullable Conservation conservation) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * @param name below the location
     * @param checksum CRC-32C of the file, in hexadecimal digits
     */
    public record FileEntry(String name, long rows, long bytes, String checksum, List<SumEntry> sums) {}

    /** What {@link dev.daybook.parquet.FileProof} counted for a column; the sum as text, for it may be long. */
    public record SumEntry(String column, long nulls, String sum) {

        static SumEntry of(String column, long nulls, BigInteger sum) {
            return new SumEntry(column, nulls, sum.toString());
        }
    }

    /** @param type as {@link ColumnType#parse} reads it */
    public record ColumnEntry(String name, String type, boolean nullable) {}

    /**
     * What became of the rows a generation was merged from: {@code before - replaced + written} are in its files, and
     * {@code staged = written + duplicate + conflict}.
     *
     * @param before rows of the generation before
     * @param staged rows that came in addition
     * @param duplicate of these, those that are there already, with the same content
     * @param conflict of these, those whose id is there already, with other content
     * @param replaced rows of the generation before that gave way to earlier ones of the same id
     */
    public record Conservation(long before, long staged, long written, long duplicate, long conflict, long replaced) {

        boolean isKept(long inFiles) {
            return staged == written + duplicate + conflict && inFiles == before - replaced + written;
        }
    }

    /** Of rows that are not merged by their ids. */
    public CommitRecord(
            String table,
            @Nullable String partitionColumn,
            String partition,
            int generation,
            String cause,
            Instant decidedAt,
            String location,
            List<FileEntry> files,
            List<ColumnEntry> columns,
            @Nullable String id,
            Map<String, Long> rowsBySource) {
        this(
                table,
                partitionColumn,
                partition,
                generation,
                cause,
                decidedAt,
                location,
                files,
                columns,
                id,
                rowsBySource,
                null);
    }

    static List<ColumnEntry> entries(TableSchema schema) {
        return schema.columns().stream()
                .map(c -> new ColumnEntry(c.name(), c.type().toString(), c.nullable()))
                .toList();
    }

    /** The schema its files were written with. */
    public TableSchema schema() {
        List<Column> typed = columns.stream()
                .map(c -> new Column(c.name(), ColumnType.parse(c.type()), c.nullable()))
                .toList();
        return new TableSchema(table, typed, id);
    }

    public long rows() {
        return files.stream().mapToLong(FileEntry::rows).sum();
    }

    public long bytes() {
        return files.stream().mapToLong(FileEntry::bytes).sum();
    }

    /** {@code visit_month=2024-03}, or the table's name alone. */
    public String partitionName() {
        return partitionColumn == null ? table : partitionColumn + "=" + partition;
    }

    /** The same state once more, as a later generation; with no files for a partition that is to be empty. */
    public CommitRecord again(int laterGeneration, String newCause, Instant at, List<FileEntry> sameFiles) {
        return new CommitRecord(
                table,
                partitionColumn,
                partition,
                laterGeneration,
                newCause,
                at,
                location,
                sameFiles,
                columns,
                id,
                sameFiles.isEmpty() ? Map.of() : rowsBySource);
    }

    public byte[] toJson() {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    }

    public static CommitRecord fromJson(byte[] json) {
        return JSON.readValue(json, CommitRecord.class);
    }
}
