package dev.daybook.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a query, one after another as they are computed; memory does not grow with their number. Belongs to one
 * thread and has to be closed.
 */
public interface QueryResult extends AutoCloseable {

    /** Names in the order of the query; one name may come twice. */
    List<String> columns();

    /** Types by column in DuckDB's words, such as {@code DECIMAL(18,2)} or {@code TIMESTAMP WITH TIME ZONE}. */
    List<String> types();

    /**
     * Goes to the next row.
     *
     * @return false when there is none
     * @throws dev.daybook.failure.DaybookException when the query fails half way, as in a conversion
     */
    boolean next();

    /**
     * A value of the present row: null for NULL, or a Boolean, Long, BigInteger, BigDecimal, Float, Double, String, LocalDate,
     * LocalTime, OffsetTime, LocalDateTime (a timestamp without zone), Instant (one with), List, or Map from names to such
     * values. Bytes come as hexadecimal digits, everything else as DuckDB's text.
     *
     * @param column from 0
     */
    @Nullable
    Object value(int column);

    /** Ends the query, also half way. Does nothing the second time. */
    @Override
    void close();
}
