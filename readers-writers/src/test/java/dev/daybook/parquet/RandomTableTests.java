package dev.daybook.parquet;

import static dev.daybook.parquet.TableAssert.assertThatFileIsRight;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.row.Column;
import dev.daybook.row.ColumnType;
import dev.daybook.row.ColumnType.Kind;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random tables: DuckDB and parquet-java find the rows, bounds and sums of the generator. Seeds are fixed. */
class RandomTableTests {

    private static final int SEEDS = 60;

    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "é",
            "漢字",
            "😀",
            "a\nb",
            "\"",
            "'",
            "\\x41",
            "null",
            "a, b",
            " ",
            "\t",
            "𐍈ﬀ",
            "abcdefgh1",
            "abcdefgh2");

    @Test
    void bothReadersAgreeWithTheGenerator(@TempDir Path folder) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        long rows = 0;
        long nulls = 0;
        try (DuckDb duckDb = new DuckDb()) {
            for (int seed = 0; seed < SEEDS; seed++) {
                WrittenTable table = randomTable(folder.resolve(seed + ".parquet"), new Random(seed));
                try {
                    assertThatFileIsRight(duckDb, table);
                } catch (AssertionError | RuntimeException e) {
                    throw new AssertionError("seed " + seed + ", " + table.schema(), e);
                }
                table.schema().columns().forEach(c -> kinds.add(c.type().kind()));
                rows += table.rows().size();
                nulls += table.rows().stream()
                        .flatMap(List::stream)
                        .filter(v -> v == null)
                        .count();
            }
        }
        assertThat(kinds).containsExactlyInAnyOrder(Kind.values());
        assertThat(rows).isGreaterThan(20_000);
        assertThat(nulls).isGreaterThan(10_000);
    }

    private static WrittenTable randomTable(Path file, Random random) {
        List<Column> columns = new ArrayList<>();
        List<Supplier<Object>> values = new ArrayList<>();
        int width = 1 + random.nextInt(7);
        for (int i = 0; i < width; i++) {
            ColumnType type = randomType(random);
            Column column = new Column(
                    "c" + i + "_" + type.kind().name().toLowerCase(Locale.ROOT), type, random.nextInt(4) > 0);
            columns.add(column);
            values.add(randomValues(column, random));
        }
        int rowCount = random.nextInt(8) == 0 ? random.nextInt(3) : random.nextInt(1500);
        List<List<Object>> rows = new ArrayList<>();
        for (int row = 0; row < rowCount; row++) {
            List<Object> cells = new ArrayList<>();
            values.forEach(value -> cells.add(value.get()));
            rows.add(cells);
        }
        int batchRows = 1 + random.nextInt(1200);
        long rowGroupBytes = random.nextBoolean() ? WrittenTable.ONE_ROW_GROUP : random.nextInt(20_000);
        return WrittenTable.write(file, columns, rows, batchRows, rowGroupBytes);
    }

    private static ColumnType randomType(Random random) {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        if (kind != Kind.DECIMAL) {
            return new ColumnType(kind, 0, 0);
        }
        int precision = 1 + random.nextInt(18);
        return ColumnType.decimal(precision, random.nextInt(precision + 1));
    }

    /** Constant, few, many or distinct values; no, some or only nulls. */
    private static Supplier<Object> randomValues(Column column, Random random) {
        int nullPercent = column.nullable() ? List.of(0, 5, 50, 95, 100).get(random.nextInt(5)) : 0;
        int distinct = List.of(1, 2, 30, 10_000).get(random.nextInt(4));
        List<Object> choices = new ArrayList<>();
        for (int i = 0; i < distinct; i++) {
            choices.add(randomValue(column.type(), random));
        }
        return () -> random.nextInt(100) < nullPercent ? null : choices.get(random.nextInt(distinct));
    }

    private static Object randomValue(ColumnType type, Random random) {
        boolean small = random.nextBoolean();
        return switch (type.kind()) {
            case STRING -> {
                StringBuilder text = new StringBuilder();
                for (int i = random.nextInt(small ? 3 : 30); i > 0; i--) {
                    text.append(TEXTS.get(random.nextInt(TEXTS.size())));
                }
                yield text.toString();
            }
            case BOOLEAN -> random.nextBoolean();
            case INT -> small ? random.nextInt(7) - 3 : random.nextInt();
            case BIGINT -> small ? (long) random.nextInt(7) - 3 : random.nextLong();
            case DATE -> LocalDate.ofEpochDay(random.nextInt(small ? 20 : 2_000_000) - (small ? 10 : 700_000));
            case TIMESTAMP -> Instant.ofEpochMilli(small ? random.nextInt(2000) - 1000 : random.nextLong() >> 17);
            case DECIMAL -> {
                long bound = (long) Math.pow(10, type.precision()) - 1;
                yield BigDecimal.valueOf(
                        small ? random.nextInt(19) - 9 : random.nextLong() % (bound + 1), type.scale());
            }
        };
    }
}
