package dev.daybook.cells;

import dev.daybook.chart.Chart;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The words of cells: {@code import static dev.daybook.cells.Cells.*;}. A value at the end of a cell, without a semicolon, is
 * shown by itself; {@link #show} shows one in between.
 */
public final class Cells {

    private static @Nullable Host host;

    private Cells() {}

    /** Sets who shows and answers; called once, by the process that runs the cells. */
    public static void connect(Host where) {
        host = where;
    }

    /**
     * The rows of a query over the notebook's extracts, each a table of its name. In DuckDB's dialect; money comes as
     * BigDecimal. In a foreign kernel the extracts are the Parquet files of folder {@code DAYBOOK_EXTRACTS}, and DuckDB's
     * driver has to be on the class path.
     *
     * @throws CellException when the query is wrong
     */
    public static Table sql(String query) {
        return host == null ? ForeignKernel.query(query) : host.query(query);
    }

    /** Shows a value: a {@link Table}, a {@link Chart}, what {@link #markdown} and the like make, or anything as its text. */
    public static void show(Object value) {
        Shown shown = Shown.of(value);
        if (host == null) {
            ForeignKernel.show(shown);
        } else {
            host.show(shown);
        }
    }

    public static Shown markdown(String markdown) {
        return Shown.markdown(markdown);
    }

    /** HTML; scripts, styles and what else could run or load something are taken out when it is rendered. */
    public static Shown html(String html) {
        return Shown.html(html, html);
    }

    /** An SVG picture, and what it shows in words. */
    public static Shown svg(String svg, String alt) {
        return Shown.svg(svg, alt);
    }

    /** A PNG picture, and what it shows in words. */
    public static Shown png(byte[] png, String alt) {
        return Shown.png(png, alt);
    }

    public static Table table(List<String> columns, List<? extends List<?>> rows) {
        return Table.of(columns, rows);
    }

    /**
     * Key figures, each large with its name, and its change against the report of the period before: name and number in
     * turn. The job keeps them for the next report.
     */
    public static Shown figures(Object... namesAndValues) {
        return Figures.of(namesAndValues).shown();
    }

    /** A number as people read it, grouped from 10,000 on. */
    public static String number(Number number) {
        return TableText.of(number);
    }

    /** Vertical bars in the order of the rows. */
    public static Chart bars(String title, Table table, String label, String value) {
        return Chart.bars(title, table.texts(label), table.numbers(value)).withUnit(value);
    }

    /** Horizontal bars in the order of the rows, the first on top, each with its value. */
    public static Chart horizontalBars(String title, Table table, String label, String value) {
        return Chart.horizontalBars(title, table.texts(label), table.numbers(value))
                .withUnit(value);
    }

    /** Horizontal bars from the largest to the smallest, and what is beyond {@code most} as one. */
    public static Chart rankedBars(String title, Table table, String label, String value, int most) {
        return Chart.rankedBars(title, table.texts(label), table.numbers(value), most)
                .withUnit(value);
    }

    /** Shares of a whole as a ring. */
    public static Chart ring(String title, Table table, String label, String value) {
        return Chart.ring(title, table.texts(label), table.numbers(value)).withUnit(value);
    }

    /** A line from row to row. */
    public static Chart line(String title, Table table, String label, String value) {
        return Chart.line(title, table.texts(label), table.numbers(value)).withUnit(value);
    }

    /** A box for each label: median, quartiles and outliers of the values its rows have. */
    public static Chart boxes(String title, Table table, String label, String value) {
        return Chart.boxes(title, table.texts(label), table.numbers(value)).withUnit(value);
    }

    /** Does something with each row, given as a table of one. */
    public static void each(Table table, Consumer<Table> action) {
        table.rows().forEach(row -> action.accept(new Table(table.columns(), List.of(row))));
    }
}
