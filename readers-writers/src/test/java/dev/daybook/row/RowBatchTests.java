package dev.daybook.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.daybook.row.ColumnType.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.commons.codec.digest.MurmurHash3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows written by {@link RowBuffer} as {@link RowBatch} takes them apart. */
class RowBatchTests {

    private static final List<ColumnType> TYPES = List.of(
            ColumnType.STRING,
            ColumnType.BOOLEAN,
            ColumnType.INT,
            ColumnType.BIGINT,
            ColumnType.decimal(18, 2),
            ColumnType.DATE,
            ColumnType.TIMESTAMP,
            ColumnType.STRING);

    private static RowLayout layout(List<ColumnType> types) {
        List<Column> columns = new ArrayList<>();
        for (ColumnType type : types) {
            columns.add(new Column("c" + columns.size(), type, true));
        }
        return new RowLayout(columns);
    }

    /** Values are texts or longs; null for none. */
    private static void append(RowBuffer buffer, List<ColumnType> types, int source, Object[] values) {
        buffer.begin(source);
        for (int column = 0; column < types.size(); column++) {
            Object value = values[column];
            if (value == null) {
                buffer.addNull();
            } else if (value instanceof String text) {
                byte[] utf8 = ("<" + text + ">").getBytes(UTF_8);
                buffer.addText(utf8, 1, utf8.length - 1);
            } else {
                buffer.addNumber(types.get(column).kind(), (long) value);
            }
        }
        buffer.end();
    }

    private static Object[] values(RowBatch batch, int row) {
        Object[] values = new Object[batch.layout().columns().size()];
        for (int column = 0; column < values.length; column++) {
            if (batch.isNull(row, column)) {
                continue;
            }
            boolean isText = batch.layout().columns().get(column).type().kind() == Kind.STRING;
            values[column] = isText
                    ? new String(batch.bytes(), batch.textStarts(column)[row], batch.textLengths(column)[row], UTF_8)
                    : (Object) batch.number(row, column);
        }
        return values;
    }

    private static Object[] randomRow(Random random) {
        Object[] values = new Object[TYPES.size()];
        for (int column = 0; column < values.length; column++) {
            values[column] = random.nextInt(4) == 0
                    ? null
                    : randomValue(TYPES.get(column).kind(), random);
        }
        return values;
    }

    private static Object randomValue(Kind kind, Random random) {
        return switch (kind) {
            case STRING -> "ü漢".repeat(random.nextInt(4)) + "x".repeat(random.nextInt(300));
            case BOOLEAN -> (long) random.nextInt(2);
            case INT, DATE -> (long) random.nextInt();
            case BIGINT, DECIMAL, TIMESTAMP -> random.nextLong();
        };
    }

    @Test
    void holdsEveryRowOfManyBuffers() {
        Random random = new Random(1);
        RowBatch batch = new RowBatch(layout(TYPES));
        for (int round = 0; round < 2; round++) {
            List<Object[]> rows = new ArrayList<>();
            for (int part = 0; part < 10; part++) {
                RowBuffer buffer = new RowBuffer(part * 1000);
                for (int i = 0; i < 500; i++) {
                    rows.add(randomRow(random));
                    append(buffer, TYPES, part * 1000 + i, rows.get(rows.size() - 1));
                }
                assertThat(buffer.rows()).isEqualTo(500);
                byte[] staged = new byte[buffer.size() + 20];
                System.arraycopy(buffer.bytes(), 0, staged, 7, buffer.size());
                batch.add(staged, 7, 7 + buffer.size());
                Arrays.fill(staged, (byte) 0x55);
            }
            assertThat(batch.rows()).isEqualTo(5000);
            for (int row = 0; row < 5000; row++) {
                assertThat(values(batch, row)).as("row %d", row).isEqualTo(rows.get(row));
                assertThat(batch.source(row)).isEqualTo(row / 500 * 1000 + row % 500);
            }
            assertThat(rows.stream()
                            .flatMap(Arrays::stream)
                            .filter(v -> v == null)
                            .count())
                    .isGreaterThan(5000);
            batch.clear();
            assertThat(batch.rows()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void takesRowsOfAnIndexInAnyOrderUnderTheIdentitiesTheyHaveThere(boolean copied) {
        Random random = new Random(3);
        List<Object[]> rows = new ArrayList<>();
        RowBuffer buffer = new RowBuffer(0);
        for (int i = 0; i < 1000; i++) {
            rows.add(randomRow(random));
            append(buffer, TYPES, i, rows.get(i));
        }
        RowIndex index = new RowIndex(layout(TYPES), -1);
        index.add(buffer.bytes(), 0, buffer.size());
        index.setHash(999, 12, 34);
        RowBatch batch = new RowBatch(layout(TYPES));
        batch.add(buffer.bytes(), 0, buffer.size());

        int[] order = {5, 999, 0, 77};
        if (copied) {
            batch.setCopy(index, order, 1, 4);
        } else {
            batch.set(index, order, 1, 4);
        }

        assertThat(batch.rows()).isEqualTo(3);
        assertThat(values(batch, 0)).isEqualTo(rows.get(999));
        assertThat(values(batch, 1)).isEqualTo(rows.get(0));
        assertThat(values(batch, 2)).isEqualTo(rows.get(77));
        assertThat(batch.hashHigh(0)).isEqualTo(12);
        assertThat(batch.hashLow(0)).isEqualTo(34);
        assertThat(batch.hashHigh(1)).isEqualTo(index.hashHigh(0));

        batch.clear();
        batch.add(buffer.bytes(), 0, buffer.size());

        assertThat(batch.rows()).isEqualTo(1000);
        assertThat(values(batch, 999)).isEqualTo(rows.get(999));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 129, 255, 16_383, 16_384, 16_385, 2_097_151, 2_097_152})
    void textsOfEveryLengthComeBackWhole(int length) {
        List<ColumnType> types = List.of(ColumnType.INT, ColumnType.STRING, ColumnType.INT);
        RowBuffer buffer = new RowBuffer(0);
        String text = "y".repeat(length);
        append(buffer, types, 0, new Object[] {7L, text, 8L});
        append(buffer, types, 0, new Object[] {9L, "end", null});
        RowBatch batch = new RowBatch(layout(types));
        batch.add(buffer.bytes(), 0, buffer.size());
        assertThat(batch.rows()).isEqualTo(2);
        assertThat(values(batch, 0)).containsExactly(7L, text, 8L);
        assertThat(values(batch, 1)).containsExactly(9L, "end", null);
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "STRING")
    void extremeNumbersComeBack(Kind kind) {
        List<Long> numbers = switch (kind) {
            case BOOLEAN -> List.of(0L, 1L);
            case INT, DATE -> List.of((long) Integer.MIN_VALUE, -1L, 0L, (long) Integer.MAX_VALUE);
            default -> List.of(Long.MIN_VALUE, -1L, 0L, Long.MAX_VALUE);
        };
        List<ColumnType> types = List.of(kind == Kind.DECIMAL ? ColumnType.decimal(18, 0) : new ColumnType(kind, 0, 0));
        RowBuffer buffer = new RowBuffer(0);
        numbers.forEach(number -> append(buffer, types, 3, new Object[] {number}));
        RowBatch batch = new RowBatch(layout(types));
        batch.add(buffer.bytes(), 0, buffer.size());
        assertThat(batch.rows()).isEqualTo(numbers.size());
        for (int row = 0; row < numbers.size(); row++) {
            assertThat(values(batch, row)).containsExactly(numbers.get(row));
        }
    }

    @Test
    void aRowCanHaveSixtyFourColumnsAndNoMore() {
        List<ColumnType> types = Collections.nCopies(RowLayout.MAX_COLUMNS, ColumnType.INT);
        Object[] odd = new Object[RowLayout.MAX_COLUMNS];
        Object[] all = new Object[RowLayout.MAX_COLUMNS];
        for (int i = 0; i < odd.length; i++) {
            odd[i] = i % 2 == 1 ? (long) i : null;
            all[i] = (long) -i;
        }
        RowBuffer buffer = new RowBuffer(0);
        append(buffer, types, 0, odd);
        append(buffer, types, 0, all);
        append(buffer, types, 0, new Object[RowLayout.MAX_COLUMNS]);
        RowBatch batch = new RowBatch(layout(types));
        batch.add(buffer.bytes(), 0, buffer.size());
        assertThat(batch.rows()).isEqualTo(3);
        assertThat(values(batch, 0)).isEqualTo(odd);
        assertThat(values(batch, 1)).isEqualTo(all);
        assertThat(values(batch, 2)).containsOnlyNulls();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> layout(Collections.nCopies(65, ColumnType.INT)))
                .withMessage("a row has 1 to 64 columns, not 65");
        assertThatIllegalArgumentException().isThrownBy(() -> layout(List.of()));
    }

    @Test
    void anUndoneRowLeavesNoTrace() {
        RowBuffer buffer = new RowBuffer(0);
        append(buffer, TYPES, 1, new Object[] {"a", 1L, 2L, 3L, 4L, 5L, 6L, "b"});
        byte[] before = Arrays.copyOf(buffer.bytes(), buffer.size());
        buffer.begin(2);
        buffer.addText("never".repeat(1000).getBytes(UTF_8), 0, 5000);
        buffer.addLong(-1);
        buffer.undo();
        assertThat(buffer.rows()).isEqualTo(1);
        assertThat(Arrays.copyOf(buffer.bytes(), buffer.size())).isEqualTo(before);
        append(buffer, TYPES, 3, new Object[TYPES.size()]);
        RowBatch batch = new RowBatch(layout(TYPES));
        batch.add(buffer.bytes(), 0, buffer.size());
        assertThat(batch.rows()).isEqualTo(2);
        assertThat(values(batch, 0)).containsExactly("a", 1L, 2L, 3L, 4L, 5L, 6L, "b");
        assertThat(values(batch, 1)).containsOnlyNulls();
        assertThat(batch.source(1)).isEqualTo(3);
    }

    @Test
    void appendingTheLastRowOfAnotherBufferCopiesIt() {
        RowBuffer one = new RowBuffer(0);
        RowBuffer all = new RowBuffer(0);
        Random random = new Random(2);
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            if (i % 3 == 0) {
                one.clear();
            }
            rows.add(randomRow(random));
            append(one, TYPES, i, rows.get(i));
            all.appendLast(one);
        }
        assertThat(all.rows()).isEqualTo(200);
        RowBatch batch = new RowBatch(layout(TYPES));
        batch.add(all.bytes(), 0, all.size());
        assertThat(batch.rows()).isEqualTo(200);
        for (int i = 0; i < 200; i++) {
            assertThat(values(batch, i)).isEqualTo(rows.get(i));
            assertThat(batch.source(i)).isEqualTo(i);
        }
        RowBuffer again = new RowBuffer(0);
        again.appendLast(all);
        assertThat(Arrays.copyOf(again.bytes(), again.size()))
                .isEqualTo(Arrays.copyOfRange(all.bytes(), all.size() - again.size(), all.size()));
    }

    /** The bytes are spelled out here: ids made of them are published, so they may never change. */
    @Test
    void theContentHashIsThatOfPresenceAndValuesInLittleEndian() {
        RowBuffer buffer = new RowBuffer(0);
        append(
                buffer,
                List.of(ColumnType.STRING, ColumnType.INT, ColumnType.BIGINT, ColumnType.BOOLEAN),
                99,
                new Object[] {"é", null, 258L, 1L});
        byte[] content = {0b1101, 0, 0, 0, 0, 0, 0, 0, 2, (byte) 0xc3, (byte) 0xa9, 2, 1, 0, 0, 0, 0, 0, 0, 1};
        assertThat(Arrays.copyOfRange(buffer.bytes(), 24, buffer.size())).isEqualTo(content);
        RowBatch batch =
                new RowBatch(layout(List.of(ColumnType.STRING, ColumnType.INT, ColumnType.BIGINT, ColumnType.BOOLEAN)));
        batch.add(buffer.bytes(), 0, buffer.size());
        assertThat(new long[] {batch.hashHigh(0), batch.hashLow(0)})
                .isEqualTo(MurmurHash3.hash128x64(content, 0, content.length, 0));
    }

    @Test
    void aColumnAddedLaterAndAbsentChangesNoHash() {
        Random random = new Random(3);
        List<ColumnType> more = new ArrayList<>(TYPES);
        more.add(ColumnType.STRING);
        more.add(ColumnType.DATE);
        for (int i = 0; i < 100; i++) {
            Object[] row = randomRow(random);
            long[] before = hash(TYPES, 1, row);
            assertThat(hash(more, 2, Arrays.copyOf(row, more.size()))).isEqualTo(before);
            Object[] present = Arrays.copyOf(row, more.size());
            present[TYPES.size()] = "";
            assertThat(hash(more, 1, present)).as("empty text is a value").isNotEqualTo(before);
        }
    }

    @Test
    void rowsThatDifferInOneValueHaveDifferentHashes() {
        List<ColumnType> types = List.of(ColumnType.STRING, ColumnType.STRING, ColumnType.INT);
        List<Object[]> rows = List.of(
                new Object[] {"a", "b", 1L},
                new Object[] {"ab", "", 1L},
                new Object[] {"", "ab", 1L},
                new Object[] {"ab", null, 1L},
                new Object[] {null, "ab", 1L},
                new Object[] {"a", "b", null},
                new Object[] {"a", "b", 0L});
        assertThat(rows.stream().map(r -> Arrays.toString(hash(types, 0, r))).distinct())
                .hasSize(rows.size());
    }

    private static long[] hash(List<ColumnType> types, int source, Object[] row) {
        RowBuffer buffer = new RowBuffer(0);
        append(buffer, types, source, row);
        RowBatch batch = new RowBatch(layout(types));
        batch.add(buffer.bytes(), 0, buffer.size());
        return new long[] {batch.hashHigh(0), batch.hashLow(0)};
    }

    @Test
    void aRowCanBeGivenAnotherIdentity() {
        RowBuffer buffer = new RowBuffer(0);
        append(buffer, TYPES, 0, new Object[TYPES.size()]);
        append(buffer, TYPES, 0, new Object[TYPES.size()]);
        RowBatch batch = new RowBatch(layout(TYPES));
        batch.add(buffer.bytes(), 0, buffer.size());
        long high = batch.hashHigh(0);
        batch.setHash(1, 5, 6);
        assertThat(List.of(batch.hashHigh(0), batch.hashHigh(1), batch.hashLow(1)))
                .containsExactly(high, 5L, 6L);
    }
}
