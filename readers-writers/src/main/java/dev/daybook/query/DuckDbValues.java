package dev.daybook.query;

import dev.daybook.failure.DaybookException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values of DuckDB's driver as the types that {@link QueryResult} promises. */
final class DuckDbValues {

    /**
     * The driver hands timestamps out by way of this machine's time zone, which changes some of them where clocks change.
     * Asked for this way they stay as they are, but inside lists and structs there is no other way.
     */
    private static final Set<String> WITHOUT_ZONE = Set.of("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS");

    private static final String WITH_ZONE = "TIMESTAMP WITH TIME ZONE";

    private DuckDbValues() {}

    /** @param column from 0 */
    static @Nullable Object read(ResultSet rows, int column, String type) throws SQLException {
        try {
            if (WITHOUT_ZONE.contains(type)) {
                return rows.getObject(column + 1, LocalDateTime.class);
            }
            return type.equals(WITH_ZONE) ? instant(rows, column + 1) : plain(rows.getObject(column + 1));
        } catch (DateTimeException e) {
            throw DaybookException.configuration(
                    "Column %d holds a %s beyond what Java knows (%s): cast it to VARCHAR in the query"
                            .formatted(column + 1, type, e.getMessage()));
        }
    }

    private static @Nullable Instant instant(ResultSet rows, int column) throws SQLException {
        long microseconds = rows.getLong(column);
        return rows.wasNull() ? null : Instant.EPOCH.plus(microseconds, ChronoUnit.MICROS);
    }

    private static @Nullable Object plain(@Nullable Object value) throws SQLException {
        if (value == null
                || value instanceof String
                || value instanceof Boolean
                || value instanceof LocalDate
                || value instanceof LocalTime
                || value instanceof OffsetTime) {
            return value;
        }
        if (value instanceof Number number) {
            return plain(number);
        }
        if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        if (value instanceof Timestamp time) {
            return time.toLocalDateTime();
        }
        if (value instanceof Blob blob) {
            return HexFormat.of().formatHex(blob.getBytes(1, (int) blob.length()));
        }
        return nested(value);
    }

    private static Number plain(Number number) {
        boolean wide = number instanceof BigDecimal
                || number instanceof BigInteger
                || number instanceof Double
                || number instanceof Float;
        return wide ? number : number.longValue();
    }

    private static Object nested(Object value) throws SQLException {
        if (value instanceof Array array) {
            List<@Nullable Object> plain = new ArrayList<>();
            for (Object element : (Object[]) array.getArray()) {
                plain.add(plain(element));
            }
            return plain;
        }
        if (value instanceof Struct struct) {
            return plain(fields(struct));
        }
        return value instanceof Map<?, ?> map ? plain(map) : value.toString();
    }

    private static Map<String, @Nullable Object> plain(Map<?, ?> map) throws SQLException {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            plain.put(String.valueOf(plain(entry.getKey())), plain(entry.getValue()));
        }
        return plain;
    }

    /** JDBC has no names of fields, and the driver's own type is behind another class loader. */
    private static Map<?, ?> fields(Struct struct) {
        try {
            return (Map<?, ?>) struct.getClass().getMethod("getMap").invoke(struct);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
