package dev.daybook.chart;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.JFreeChart;
import org.w3c.dom.Document;

/** Draws a chart, as SVG and as PNG. */
final class Pictures {

    private static final int WIDTH = 720;
    private static final int SCALE = 2;

    private Pictures() {}

    static String svg(Chart chart) {
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
        context.setComment("a chart of Daybook");
        SVGGraphics2D graphics = new SVGGraphics2D(context, false);
        int height = height(chart);
        graphics.setSVGCanvasSize(new Dimension(WIDTH, height));
        draw(chart, graphics, height);
        StringWriter svg = new StringWriter();
        try {
            graphics.stream(graphics.getRoot(), svg, false, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            graphics.dispose();
        }
        return svg.toString();
    }

    static byte[] png(Chart chart) {
        int height = height(chart);
        BufferedImage image = new BufferedImage(WIDTH * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.scale(SCALE, SCALE);
        draw(chart, graphics, height);
        graphics.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.setUseCache(false);
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    private static void draw(Chart chart, Graphics2D graphics, int height) {
        JFreeChart drawing = Drawing.of(chart);
        drawing.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, height));
    }

    /** Grows with the number of horizontal bars, so that labels stay apart. */
    private static int height(Chart chart) {
        int bars = chart.points().size();
        return chart.kind() == Chart.Kind.HORIZONTAL_BARS && bars > 0 ? 90 + 28 * Math.max(bars, 4) : 380;
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument("http://www.w3.org/2000/svg", "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }
}
