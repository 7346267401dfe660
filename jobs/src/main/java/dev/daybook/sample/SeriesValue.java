package dev.daybook.sample;

import java.util.List;

/**
 * One value of a series.
 *
 * @param period a quarter, Q01 to Q04, or Q05 for the year
 * @param thousandths of the value
 * @param footnote empty for none
 */
record SeriesValue(Series series, int year, String period, int thousandths, String footnote) {

    static final String HEADER = "series_id        \tyear\tperiod\t       value\tfootnote_codes";

    private static final int UNIT = 1000;

    SeriesValue revisedBy(int more) {
        return new SeriesValue(series, year, period, thousandths + more, "R");
    }

    /** As it is published: names padded on the right, values on the left. */
    String line() {
        return String.join(
                "\t",
                PublishedText.padded(series.id()),
                String.valueOf(year),
                period,
                "%12s".formatted(text()),
                footnote);
    }

    private String text() {
        String exact = exact();
        return series.isIndex() ? exact : exact.substring(0, exact.length() - 2);
    }

    private String exact() {
        int size = Math.abs(thousandths);
        return "%s%d.%03d".formatted(thousandths < 0 ? "-" : "", size / UNIT, size % UNIT);
    }

    /** As it is in the table. */
    List<String> row() {
        return List.of(series.id(), String.valueOf(year), period, exact(), footnote);
    }
}
