package dev.daybook.query;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** A value as text, outside JSON. */
final class ValueText {

    private ValueText() {}

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
        return value.toString();
    }

    /** Without an exponent, which spreadsheets and people misread, and with as few digits as tell the number apart. */
    private static String ofFloating(Object value) {
        boolean finite = Double.isFinite(((Number) value).doubleValue());
        return finite ? new BigDecimal(value.toString()).toPlainString() : value.toString();
    }
}
