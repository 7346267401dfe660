package dev.daybook.query;

import dev.daybook.csv.Escapes;
import java.io.IOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** Writes {@link OutputFormat#CSV}. */
final class CsvPrinter {

    private static final String END_OF_LINE = "\r\n";

    private CsvPrinter() {}

    static void print(CountedRows rows, Writer out) throws IOException {
        int columns = rows.columns().size();
        for (int i = 0; i < columns; i++) {
            separate(i, out);
            out.write(field(rows.columns().get(i)));
        }
        out.write(END_OF_LINE);
        while (rows.next()) {
            for (int i = 0; i < columns; i++) {
                separate(i, out);
                out.write(field(rows.value(i)));
            }
            out.write(END_OF_LINE);
        }
    }

    private static void separate(int column, Writer out) throws IOException {
        if (column > 0) {
            out.write(',');
        }
    }

    private static String field(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = ValueText.of(value);
        return text.isEmpty() ? "\"\"" : Escapes.quote(text);
    }
}
