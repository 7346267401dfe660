package dev.daybook.query;

import java.io.IOException;
import java.io.Writer;

/** Writes the rows of a query. */
public final class ResultPrinter {

    private ResultPrinter() {}

    /**
     * What was written.
     *
     * @param rows without the header
     * @param complete false when there were more rows
     */
    public record Printed(long rows, boolean complete) {}

    /**
     * Writes what is left of the result, at most {@code maxRows} rows, and flushes. Closes neither.
     *
     * @throws IOException when the target fails; a failing query is a {@link dev.daybook.failure.DaybookException}, and what
     *     was written until then is no complete document
     */
    public static Printed print(QueryResult result, OutputFormat format, long maxRows, Writer out) throws IOException {
        CountedRows rows = new CountedRows(result, maxRows);
        switch (format) {
            case TABLE -> TablePrinter.print(rows, out);
            case CSV -> CsvPrinter.print(rows, out);
            case JSON -> JsonPrinter.print(rows, out);
        }
        out.flush();
        return new Printed(rows.count(), !rows.hasMore());
    }
}
