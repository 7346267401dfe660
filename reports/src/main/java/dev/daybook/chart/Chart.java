package dev.daybook.chart;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A chart of one series. Its SVG and its PNG show the same figure; without values both say "no data".
 *
 * @param unit what the values are, at the axis; empty for none
 * @param points in the order they are drawn
 * @param alt the chart in words
 */
public record Chart(Kind kind, String title, String unit, List<Point> points, String alt) {

    /** The look of a chart. */
    public enum Kind {
        BARS("bar chart"),
        HORIZONTAL_BARS("horizontal bar chart"),
        LINE("line chart"),
        RING("ring chart"),
        BOXES("box plot");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /**
     * A place on the axis of labels.
     *
     * @param values one, or for a box all it is made of
     */
    public record Point(String label, List<BigDecimal> values) {

        public Point {
            values = List.copyOf(values);
        }

        BigDecimal value() {
            return values.get(0);
        }
    }

    private static final int MOST_IN_WORDS = 12;

    public Chart {
        points = List.copyOf(points);
    }

    public static Chart bars(String title, List<String> labels, List<? extends Number> values) {
        return of(Kind.BARS, title, points(labels, values));
    }

    public static Chart horizontalBars(String title, List<String> labels, List<? extends Number> values) {
        return of(Kind.HORIZONTAL_BARS, title, points(labels, values));
    }

    public static Chart line(String title, List<String> labels, List<? extends Number> values) {
        return of(Kind.LINE, title, points(labels, values));
    }

    public static Chart ring(String title, List<String> labels, List<? extends Number> values) {
        return of(Kind.RING, title, points(labels, values));
    }

    /** Horizontal bars from the largest to the smallest; those beyond {@code most} are one bar called "other". */
    public static Chart rankedBars(String title, List<String> labels, List<? extends Number> values, int most) {
        List<Point> ranked = new ArrayList<>(points(labels, values));
        ranked.sort((a, b) -> b.value().compareTo(a.value()));
        if (ranked.size() > most) {
            List<Point> beyond = ranked.subList(most, ranked.size());
            BigDecimal sum = beyond.stream().map(Point::value).reduce(BigDecimal.ZERO, BigDecimal::add);
            String other = "%,d other".formatted(beyond.size());
            beyond.clear();
            ranked.add(new Point(other, List.of(sum)));
        }
        return of(Kind.HORIZONTAL_BARS, title, ranked);
    }

    /** A box for each label: those of equal labels make one. */
    public static Chart boxes(String title, List<String> labels, List<? extends Number> values) {
        Map<String, List<BigDecimal>> boxes = new LinkedHashMap<>();
        points(labels, values)
                .forEach(point -> boxes.computeIfAbsent(point.label(), label -> new ArrayList<>())
                        .add(point.value()));
        List<Point> points = boxes.entrySet().stream()
                .map(box -> new Point(box.getKey(), box.getValue()))
                .toList();
        return of(Kind.BOXES, title, points);
    }

    public Chart withUnit(String given) {
        return new Chart(kind, title, given, points, alt);
    }

    /** With other words for those who cannot see it. */
    public Chart withAlt(String words) {
        return new Chart(kind, title, unit, points, words);
    }

    public String svg() {
        return Pictures.svg(this);
    }

    /** Twice as many pixels a side as the SVG has units. */
    public byte[] png() {
        return Pictures.png(this);
    }

    private static Chart of(Kind kind, String title, List<Point> points) {
        return new Chart(kind, title, "", points, words(kind, title, points));
    }

    private static List<Point> points(List<String> labels, List<? extends Number> values) {
        if (labels.size() != values.size()) {
            throw new IllegalArgumentException(
                    "%d labels and %d values: expected as many".formatted(labels.size(), values.size()));
        }
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            points.add(new Point(
                    labels.get(i), List.of(new BigDecimal(values.get(i).toString()))));
        }
        return points;
    }

    private static String words(Kind kind, String title, List<Point> points) {
        if (points.isEmpty()) {
            return "%s: %s without data".formatted(title, kind.words);
        }
        List<String> parts = new ArrayList<>();
        for (Point point : points.subList(0, Math.min(MOST_IN_WORDS, points.size()))) {
            parts.add(
                    kind == Kind.BOXES
                            ? "%s %,d values"
                                    .formatted(point.label(), point.values().size())
                            : "%s %s".formatted(point.label(), text(point.value())));
        }
        String more = points.size() > MOST_IN_WORDS ? " and %,d more".formatted(points.size() - MOST_IN_WORDS) : "";
        return "%s: %s. %s%s".formatted(title, kind.words, String.join("; ", parts), more);
    }

    static String text(BigDecimal value) {
        BigDecimal rounded = value.stripTrailingZeros();
        int scale = Math.max(0, Math.min(2, rounded.scale()));
        return String.format(Locale.ROOT, "%,." + scale + "f", value);
    }
}
