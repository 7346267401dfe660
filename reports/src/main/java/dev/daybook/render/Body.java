package dev.daybook.render;

import dev.daybook.notebook.Cell;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import tools.jackson.databind.JsonNode;

/** The cells of a notebook as XHTML, and their headings. */
final class Body {

    /** Which picture is taken where a chart has both: SVG for browsers, PNG for paper. */
    enum Pictures {
        SVG,
        PNG
    }

    /** @param id what a link leads to */
    record Heading(int level, String id, String text) {}

    private static final Pattern HEADING = Pattern.compile("<h([1-6])>(.*?)</h\\1>", Pattern.DOTALL);
    private static final Pattern CONTROL = Pattern.compile("\u001b\\[[0-9;]*[A-Za-z]");

    private final StringBuilder html = new StringBuilder();
    private final List<Heading> headings = new ArrayList<>();
    private final Pictures pictures;
    private final boolean isCodeShown;

    Body(Report report, Pictures pictures, boolean isCodeShown) {
        this.pictures = pictures;
        this.isCodeShown = isCodeShown;
        report.notebook().cells().forEach(this::add);
    }

    String html() {
        return html.toString();
    }

    List<Heading> headings() {
        return headings;
    }

    private void add(Cell cell) {
        switch (cell.type()) {
            case MARKDOWN -> addMarkdown(cell);
            case CODE -> addCode(cell);
            case RAW -> {}
        }
    }

    private void addMarkdown(Cell cell) {
        String look = cell.hasTag("daybook-error") ? " class=\"failure\" role=\"alert\"" : " class=\"text\"";
        html.append("<div")
                .append(look)
                .append(">")
                .append(withIds(Markdown.toHtml(cell.source())))
                .append("</div>\n");
    }

    private String withIds(String markdown) {
        Matcher matcher = HEADING.matcher(markdown);
        StringBuilder replaced = new StringBuilder();
        while (matcher.find()) {
            // The page has the only heading of the first level.
            int level = Math.min(6, Integer.parseInt(matcher.group(1)) + 1);
            String id = "section-" + (headings.size() + 1);
            headings.add(new Heading(
                    level, id, Jsoup.parseBodyFragment(matcher.group(2)).text()));
            matcher.appendReplacement(
                    replaced,
                    Matcher.quoteReplacement("<h%d id=\"%s\">%s</h%d>".formatted(level, id, matcher.group(2), level)));
        }
        return matcher.appendTail(replaced).toString();
    }

    private void addCode(Cell cell) {
        if (isCodeShown && !cell.source().isBlank()) {
            html.append("<pre class=\"code\"><code>")
                    .append(Sanitizer.escape(cell.source()))
                    .append("</code></pre>\n");
        }
        cell.outputs().forEach(this::addOutput);
    }

    private void addOutput(JsonNode output) {
        switch (output.path("output_type").asString("")) {
            case "stream" ->
                addText(
                        "stderr".equals(output.path("name").asString("")) ? "stream warning" : "stream",
                        Cell.text(output.path("text")));
            case "error" -> addError(output);
            default -> addData(output);
        }
    }

    private void addError(JsonNode output) {
        List<String> lines = new ArrayList<>();
        output.path("traceback").forEach(line -> lines.add(line.asString("")));
        String text = lines.isEmpty()
                ? output.path("ename").asString("") + ": "
                        + output.path("evalue").asString("")
                : String.join("\n", lines);
        addText("failure", text);
    }

    private void addData(JsonNode output) {
        JsonNode data = output.path("data");
        String alt = output.path("metadata").path("alt").asString(Cell.text(data.path("text/plain")));
        boolean hasSvg = data.has("image/svg+xml");
        boolean hasPng = data.has("image/png");
        if (hasSvg && (pictures == Pictures.SVG || !hasPng)) {
            addSvg(Cell.text(data.path("image/svg+xml")), alt);
        } else if (hasPng) {
            addPng(Cell.text(data.path("image/png")), alt);
        } else if (data.has("text/html")) {
            html.append("<div class=\"output\">")
                    .append(Sanitizer.clean(Cell.text(data.path("text/html"))))
                    .append("</div>\n");
        } else if (data.has("text/markdown")) {
            html.append("<div class=\"output text\">")
                    .append(withIds(Markdown.toHtml(Cell.text(data.path("text/markdown")))))
                    .append("</div>\n");
        } else if (data.has("text/plain")) {
            addText("stream", Cell.text(data.path("text/plain")));
        }
    }

    /** As a picture a browser shows SVG without running or loading anything. Paper has to do with its words. */
    private void addSvg(String svg, String alt) {
        if (pictures == Pictures.SVG) {
            addPicture("image/svg+xml", Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8)), alt);
        } else {
            addText("stream", alt);
        }
    }

    private void addPng(String base64, String alt) {
        try {
            byte[] png = Base64.getMimeDecoder().decode(base64);
            addPicture("image/png", Base64.getEncoder().encodeToString(png), alt);
        } catch (IllegalArgumentException e) {
            addText("stream", alt);
        }
    }

    private void addPicture(String type, String base64, String alt) {
        html.append("<figure><img src=\"data:")
                .append(type)
                .append(";base64,")
                .append(base64)
                .append("\" alt=\"")
                .append(Sanitizer.escape(alt))
                .append("\" /></figure>\n");
    }

    private void addText(String look, String text) {
        String plain = CONTROL.matcher(text).replaceAll("");
        html.append("<pre class=\"")
                .append(look)
                .append("\">")
                .append(Sanitizer.escape(plain))
                .append("</pre>\n");
    }
}
