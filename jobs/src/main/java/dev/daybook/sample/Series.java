package dev.daybook.sample;

import java.util.ArrayList;
import java.util.List;

/**
 * A series of productivity measures, called as the bureau calls its own.
 *
 * @param sector four digits
 * @param measure two digits
 * @param duration 1 and 2 are changes in per cent with one decimal, 3 is an index with three
 */
record Series(String sector, String measure, int duration) {

    private static final String ALL_WORKERS = "6";

    /** All there are, in the order of their names. */
    static List<Series> all(List<String> sectors, List<String> measures) {
        List<Series> all = new ArrayList<>();
        for (String sector : sectors) {
            for (String measure : measures) {
                for (int duration = 1; duration <= 3; duration++) {
                    all.add(new Series(sector, measure, duration));
                }
            }
        }
        return all;
    }

    String id() {
        return "PRS" + sector + ALL_WORKERS + measure + duration;
    }

    boolean isIndex() {
        return duration == 3;
    }

    /** Its line in the file of series. */
    String description(int firstYear, int lastYear) {
        return String.join(
                "\t",
                PublishedText.padded(id()),
                sector,
                ALL_WORKERS,
                measure,
                String.valueOf(duration),
                "S",
                isIndex() ? "2017" : "-",
                "",
                String.valueOf(firstYear),
                "Q01",
                String.valueOf(lastYear),
                "Q05");
    }
}
