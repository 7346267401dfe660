package dev.daybook.render;

/** A report as one HTML file. Code is there and hidden until the box "Show code" is ticked. */
final class HtmlPage {

    private static final Stylesheet STYLE = Stylesheet.of("page.css");
    private static final int DEEPEST_IN_CONTENTS = 3;

    private final Report report;

    HtmlPage(Report report) {
        this.report = report;
    }

    String render() {
        Body body = new Body(report, Body.Pictures.SVG, true);
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8"/>
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src %s; img-src data:; base-uri 'none'; form-action 'none'"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="generator" content="Daybook"/>
                <title>%s</title>
                <style>%s</style>
                </head>
                <body>
                <a class="skip" href="#content">Skip to the report</a>
                <header><h1>%s</h1>%s</header>
                <input type="checkbox" id="show-code"/><label for="show-code">Show code</label>
                %s<main id="content">
                %s</main>
                </body>
                </html>
                """.formatted(
                STYLE.hash(),
                Sanitizer.escape(
                        report.subtitle().isEmpty() ? report.title() : report.title() + ", " + report.subtitle()),
                STYLE.css(),
                Sanitizer.escape(report.title()),
                report.subtitle().isEmpty() ? "" : "<p>" + Sanitizer.escape(report.subtitle()) + "</p>",
                contents(body),
                body.html());
    }

    private static String contents(Body body) {
        StringBuilder items = new StringBuilder();
        for (Body.Heading heading : body.headings()) {
            if (heading.level() <= DEEPEST_IN_CONTENTS) {
                items.append("<li class=\"level-%d\"><a href=\"#%s\">%s</a></li>\n"
                        .formatted(heading.level(), heading.id(), Sanitizer.escape(heading.text())));
            }
        }
        return items.isEmpty() ? "" : "<nav aria-label=\"Contents\"><h2>Contents</h2><ol>\n" + items + "</ol></nav>\n";
    }
}
