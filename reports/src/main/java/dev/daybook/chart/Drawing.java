package dev.daybook.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.CategoryLabelPosition;
import org.jfree.chart.axis.CategoryLabelPositions;
import org.jfree.chart.axis.CategoryLabelWidthType;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.labels.StandardPieSectionLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.RingPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.BoxAndWhiskerRenderer;
import org.jfree.chart.renderer.category.CategoryItemRenderer;
import org.jfree.chart.renderer.category.LineAndShapeRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.text.TextBlockAnchor;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.data.general.DefaultPieDataset;
import org.jfree.data.statistics.DefaultBoxAndWhiskerCategoryDataset;

/** A chart in the terms of JFreeChart. */
final class Drawing {

    /** Okabe's and Ito's colours, which people with any kind of colour blindness can tell apart. */
    private static final Color[] COLOURS = {
        new Color(0x0072B2),
        new Color(0xE69F00),
        new Color(0x009E73),
        new Color(0xD55E00),
        new Color(0x56B4E9),
        new Color(0xCC79A7),
        new Color(0xF0E442),
        new Color(0x999999)
    };

    private static final Color TEXT = new Color(0x222222);
    private static final Color GRID = new Color(0xD8D8D8);
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);
    private static final String SERIES = "";
    private static final int LONGEST_LABEL = 44;
    private static final int MOST_UPRIGHT_LABELS = 8;
    private static final int LETTERS_ACROSS = 88;

    /** Half of the height is room for each, so that none is cut. */
    private static final CategoryLabelPositions UPRIGHT = CategoryLabelPositions.replaceBottomPosition(
            CategoryLabelPositions.STANDARD,
            new CategoryLabelPosition(
                    RectangleAnchor.TOP, TextBlockAnchor.TOP_CENTER, CategoryLabelWidthType.RANGE, 0.5f));

    private static final int MOST_MARKED = 62;
    private static final int MOST_SLANTED_LABELS = 24;
    private static final String ROUNDED = "#,##0.##";

    private Drawing() {}

    /** What a value is kept under: by its place, as labels may be equal. */
    private record Key(int index, String text) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            return Integer.compare(index, other.index);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    static JFreeChart of(Chart chart) {
        Plot plot = chart.kind() == Chart.Kind.RING ? ring(chart) : categories(chart);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlineVisible(false);
        plot.setNoDataMessage("no data");
        plot.setNoDataMessageFont(TITLE);
        plot.setNoDataMessagePaint(TEXT);
        JFreeChart drawing = new JFreeChart(null, null, plot, false);
        TextTitle title = new TextTitle(chart.title(), TITLE);
        title.setPaint(TEXT);
        title.setHorizontalAlignment(HorizontalAlignment.LEFT);
        title.setPadding(4, 6, 8, 6);
        drawing.setTitle(title);
        drawing.setBackgroundPaint(Color.WHITE);
        drawing.setPadding(new RectangleInsets(6, 6, 8, 14));
        return drawing;
    }

    private static Plot ring(Chart chart) {
        DefaultPieDataset<Key> data = new DefaultPieDataset<>();
        keys(chart)
                .forEach(key ->
                        data.setValue(key, chart.points().get(key.index()).value()));
        RingPlot plot = new RingPlot(data);
        keys(chart).forEach(key -> plot.setSectionPaint(key, COLOURS[key.index() % COLOURS.length]));
        plot.setSectionDepth(0.45);
        plot.setSeparatorsVisible(true);
        plot.setSeparatorPaint(Color.WHITE);
        plot.setSeparatorStroke(new BasicStroke(2));
        plot.setDefaultSectionOutlinePaint(Color.WHITE);
        plot.setShadowPaint(null);
        plot.setLabelFont(FONT);
        plot.setLabelPaint(TEXT);
        plot.setLabelBackgroundPaint(Color.WHITE);
        plot.setLabelOutlinePaint(null);
        plot.setLabelShadowPaint(null);
        plot.setMaximumLabelWidth(0.26);
        DecimalFormat percent = new DecimalFormat("0.0%", DecimalFormatSymbols.getInstance(Locale.ROOT));
        plot.setLabelGenerator(
                new StandardPieSectionLabelGenerator("{0}: {1} ({2})", numbers(decimals(chart)), percent));
        return plot;
    }

    private static CategoryPlot categories(Chart chart) {
        boolean isHorizontal = chart.kind() == Chart.Kind.HORIZONTAL_BARS;
        CategoryPlot plot = new CategoryPlot(data(chart), labels(chart), values(chart), renderer(chart));
        plot.setOrientation(isHorizontal ? PlotOrientation.HORIZONTAL : PlotOrientation.VERTICAL);
        plot.setRangeGridlinePaint(GRID);
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        return plot;
    }

    private static CategoryDataset data(Chart chart) {
        if (chart.kind() == Chart.Kind.BOXES) {
            DefaultBoxAndWhiskerCategoryDataset boxes = new DefaultBoxAndWhiskerCategoryDataset();
            keys(chart).forEach(key -> boxes.add(chart.points().get(key.index()).values(), SERIES, key));
            return boxes;
        }
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        keys(chart).forEach(key -> data.addValue(chart.points().get(key.index()).value(), SERIES, key));
        return data;
    }

    private static CategoryAxis labels(Chart chart) {
        CategoryAxis axis = new CategoryAxis();
        axis.setTickLabelFont(FONT);
        axis.setTickLabelPaint(TEXT);
        axis.setAxisLineVisible(false);
        axis.setTickMarksVisible(false);
        axis.setLowerMargin(0.02);
        axis.setUpperMargin(0.02);
        axis.setCategoryMargin(0.3);
        axis.setMaximumCategoryLabelWidthRatio(0.45f);
        if (chart.kind() == Chart.Kind.HORIZONTAL_BARS) {
            return axis;
        }
        if (fitsUpright(chart)) {
            axis.setCategoryLabelPositions(UPRIGHT);
        } else {
            axis.setCategoryLabelPositions(CategoryLabelPositions.UP_45);
            int step = (chart.points().size() + MOST_SLANTED_LABELS - 1) / MOST_SLANTED_LABELS;
            thinOut(axis, chart, step);
        }
        return axis;
    }

    private static boolean fitsUpright(Chart chart) {
        int letters = keys(chart).stream()
                .mapToInt(key -> key.text().length() + 2)
                .max()
                .orElse(0);
        return chart.points().size() <= MOST_UPRIGHT_LABELS && chart.points().size() * letters <= LETTERS_ACROSS;
    }

    /** Leaves the text of every {@code step}-th label only: all of them would run into each other. */
    private static void thinOut(CategoryAxis axis, Chart chart, int step) {
        for (Key key : keys(chart)) {
            if (key.index() % step != 0) {
                axis.setTickLabelPaint(key, new Color(0, 0, 0, 0));
            }
        }
    }

    private static NumberAxis values(Chart chart) {
        NumberAxis axis =
                new NumberAxis(chart.unit().isEmpty() ? null : chart.unit().replace('_', ' '));
        axis.setLabelFont(FONT);
        axis.setLabelPaint(TEXT);
        axis.setTickLabelFont(FONT);
        axis.setTickLabelPaint(TEXT);
        axis.setAxisLineVisible(false);
        axis.setTickMarksVisible(false);
        axis.setNumberFormatOverride(numbers(ROUNDED));
        axis.setUpperMargin(0.16);
        axis.setAutoRangeIncludesZero(chart.kind() != Chart.Kind.LINE);
        return axis;
    }

    private static CategoryItemRenderer renderer(Chart chart) {
        CategoryItemRenderer renderer = switch (chart.kind()) {
            case LINE -> line(chart);
            case BOXES -> boxes();
            default -> bars(chart);
        };
        // In a box the median is a dark line.
        renderer.setSeriesPaint(0, chart.kind() == Chart.Kind.BOXES ? COLOURS[4] : COLOURS[0]);
        return renderer;
    }

    private static BarRenderer bars(Chart chart) {
        BarRenderer bars = new BarRenderer();
        bars.setBarPainter(new StandardBarPainter());
        bars.setShadowVisible(false);
        bars.setMaximumBarWidth(0.2);
        if (chart.kind() == Chart.Kind.HORIZONTAL_BARS || chart.points().size() <= MOST_UPRIGHT_LABELS * 2) {
            bars.setDefaultItemLabelGenerator(new StandardCategoryItemLabelGenerator("{2}", numbers(decimals(chart))));
            bars.setDefaultItemLabelFont(FONT);
            bars.setDefaultItemLabelPaint(TEXT);
            bars.setDefaultItemLabelsVisible(true);
            boolean isHorizontal = chart.kind() == Chart.Kind.HORIZONTAL_BARS;
            bars.setDefaultPositiveItemLabelPosition(
                    isHorizontal
                            ? new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT)
                            : new ItemLabelPosition(ItemLabelAnchor.OUTSIDE12, TextAnchor.BOTTOM_CENTER));
        }
        return bars;
    }

    private static LineAndShapeRenderer line(Chart chart) {
        LineAndShapeRenderer line =
                new LineAndShapeRenderer(true, chart.points().size() <= MOST_MARKED);
        line.setSeriesStroke(0, new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        line.setSeriesShape(0, new java.awt.geom.Ellipse2D.Double(-3, -3, 6, 6));
        return line;
    }

    private static BoxAndWhiskerRenderer boxes() {
        BoxAndWhiskerRenderer boxes = new BoxAndWhiskerRenderer();
        boxes.setMeanVisible(false);
        boxes.setMaximumBarWidth(0.12);
        boxes.setUseOutlinePaintForWhiskers(false);
        return boxes;
    }

    private static NumberFormat numbers(String pattern) {
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
    }

    /** As many decimals for all values as the finest of them has, two at the most: amounts are read below each other. */
    private static String decimals(Chart chart) {
        int scale = chart.points().stream()
                .mapToInt(point -> point.value().stripTrailingZeros().scale())
                .max()
                .orElse(0);
        return scale <= 0 ? "#,##0" : scale == 1 ? "#,##0.0" : "#,##0.00";
    }

    private static List<Key> keys(Chart chart) {
        return IntStream.range(0, chart.points().size())
                .mapToObj(index -> new Key(index, label(chart.points().get(index))))
                .toList();
    }

    /** Cut where it is longer than the axis has room for. */
    private static String label(Chart.Point point) {
        String label = point.label();
        return label.codePointCount(0, label.length()) <= LONGEST_LABEL
                ? label
                : label.substring(0, label.offsetByCodePoints(0, LONGEST_LABEL - 1)) + "…";
    }
}
