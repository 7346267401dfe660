package dev.daybook.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChartTests {

    private static final List<String> LABELS =
            List.of("Förlagens Großhandelsgesellschaft für Speichermedien & Söhne", "Київ", "東京", "plain");
    private static final List<Integer> VALUES = List.of(1234567, 30, 0, 12);

    static Stream<Chart> all() {
        return Stream.of(
                Chart.bars("Bars", LABELS, VALUES).withUnit("number_of_sales"),
                Chart.horizontalBars("Horizontal <bars>", LABELS, List.of(40, 30, 20, 12)),
                Chart.line(
                        "Line",
                        IntStream.range(0, 90).mapToObj(i -> "day " + i).toList(),
                        IntStream.range(0, 90).boxed().toList()),
                Chart.ring("Ring", LABELS, List.of(40, 30, 20, 12)),
                Chart.boxes("Boxes", List.of("a", "a", "a", "a", "b", "b", "b"), List.of(1, 2, 3, 30, 5, 6, 7)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void svgAndPngShowTheSameFigure(Chart chart) throws IOException {
        var svg = Jsoup.parse(chart.svg(), Parser.xmlParser()).selectFirst("svg");
        var png = ImageIO.read(new ByteArrayInputStream(chart.png()));
        Files.write(Path.of("target/chart-" + chart.kind() + ".png"), chart.png());
        Files.writeString(Path.of("target/chart-" + chart.kind() + ".svg"), chart.svg());

        assertThat(svg.text()).contains(chart.title());
        assertThat(png.getWidth()).isEqualTo(2 * Integer.parseInt(svg.attr("width")));
        assertThat(png.getHeight()).isEqualTo(2 * Integer.parseInt(svg.attr("height")));
        long colours = IntStream.range(0, png.getWidth())
                .flatMap(x -> IntStream.range(0, png.getHeight()).map(y -> png.getRGB(x, y)))
                .distinct()
                .count();
        assertThat(colours).isGreaterThan(20);
    }

    @Test
    void horizontalBarsHaveTheirValuesAndForeignNames() {
        String svg = Jsoup.parse(Chart.horizontalBars("T", LABELS, VALUES).svg(), Parser.xmlParser())
                .text();
        assertThat(svg).contains("Förlagens Großhandelsgesellschaft für", "…", "Київ", "東京", "1,234,567");
    }

    @Test
    void withoutValuesEveryChartSaysSo() {
        List<String> none = List.of();
        List<Integer> nothing = List.of();
        assertThat(Stream.of(
                                Chart.bars("T", none, nothing),
                                Chart.horizontalBars("T", none, nothing),
                                Chart.rankedBars("T", none, nothing, 3),
                                Chart.line("T", none, nothing),
                                Chart.ring("T", none, nothing),
                                Chart.boxes("T", none, nothing))
                        .map(chart ->
                                Jsoup.parse(chart.svg(), Parser.xmlParser()).text()))
                .hasSize(6)
                .allMatch(text -> text.contains("no data"));
        assertThat(Chart.bars("T", none, nothing).alt()).isEqualTo("T: bar chart without data");
    }

    @Test
    void rankedBarsGoFromTheLargestAndSumUpTheRest() {
        Chart chart = Chart.rankedBars("T", List.of("a", "b", "c", "d"), List.of(1, 4, 2, 3), 2);
        assertThat(chart.points()).extracting(Chart.Point::label).containsExactly("b", "d", "2 other");
        assertThat(chart.alt()).isEqualTo("T: horizontal bar chart. b 4; d 3; 2 other 3");
    }

    @Test
    void equalLabelsStayApart() {
        Chart chart = Chart.horizontalBars("T", List.of("x", "x"), List.of(11, 22));
        assertThat(Jsoup.parse(chart.svg(), Parser.xmlParser()).text()).contains("11", "22");
    }
}
