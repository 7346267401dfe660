package dev.daybook.query;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** Values as text. */
final class ValueText {

    private ValueText() {}

    /** A field of a table or of CSV. */
    static String of(Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Double || value instanceof Float) {
            return ofFloating(value);
        }
        if (value instanceof List || value instanceof Map) {
            return JsonPrinter.text(value);
        }
        return ofSingle(value);
    }

    /** Text of what is neither a number nor made of parts; times always tell the seconds. */
    static String ofSingle(Object value) {
        if (value instanceof LocalDateTime time) {
            return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
        }
        if (value instanceof LocalTime time) {
            return DateTimeFormatter.ISO_LOCAL_TIME.format(time);
        }
        return value instanceof OffsetTime time ? DateTimeFormatter.ISO_OFFSET_TIME.format(time) : value.toString();
    }

    /** Without an exponent, which spreadsheets and people misread, and with as few digits as tell the number apart. */
    private static String ofFloating(Object value) {
        boolean finite = Double.isFinite(((Number) value).doubleValue());
        return finite ? new BigDecimal(value.toString()).toPlainString() : value.toString();
    }
}
