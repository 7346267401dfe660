package dev.daybook.render;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document.OutputSettings;
import org.jsoup.safety.Safelist;

/** Lets through what text needs of HTML and nothing that runs, loads or covers something. */
final class Sanitizer {

    private static final Safelist ALLOWED = Safelist.relaxed()
            .addTags("hr", "del", "ins", "figure", "figcaption", "details", "summary")
            .addAttributes("th", "class", "scope")
            .addAttributes("td", "class")
            .addAttributes("dl", "class")
            .addAttributes("dd", "class")
            .addAttributes("div", "class")
            .addAttributes("p", "class")
            .removeTags("img")
            .removeProtocols("a", "href", "ftp");

    private static final OutputSettings AS_XML = new OutputSettings()
            .syntax(OutputSettings.Syntax.xml)
            .charset("UTF-8")
            .prettyPrint(false);

    private Sanitizer() {}

    /** Links lead to http, https and mailto alone, pictures are left out. Well-formed XML. */
    static String clean(String html) {
        return Jsoup.clean(html, "", ALLOWED, AS_XML);
    }

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(isXml(c) ? c : '\uFFFD');
            }
        });
        return escaped.toString();
    }

    private static boolean isXml(int c) {
        return c >= ' ' && c != 0xFFFE && c != 0xFFFF && !(c >= 0xD800 && c <= 0xDFFF)
                || c == '\n'
                || c == '\t'
                || c == '\r';
    }
}
