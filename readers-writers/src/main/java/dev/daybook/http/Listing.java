package dev.daybook.http;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the pages by which web servers list a folder: that of IIS, and those of Apache and nginx. */
public enum Listing {
    /** {@code 9/3/2026  8:30 AM  102 <A HREF="/folder/name">name</A>}. */
    IIS("(?<time>\\d{1,2}/\\d{1,2}/\\d{4}\\s+\\d{1,2}:\\d{2}\\s[AP]M)\\s+(?<size>\\d+|&lt;dir&gt;)\\s+"
            + "<a href=\"(?<href>[^\"]*)\">[^<]*</a>"),

    /** {@code <a href="name">name</a>  03-Sep-2026 08:30  102}, in a table or not. */
    AUTOINDEX("<a href=\"(?<href>[^\"]*)\">[^<]*</a>(?:\\s|</td>|<td[^>]*>)*"
            + "(?<time>\\d{2}-[a-z]{3}-\\d{4} \\d{2}:\\d{2}|\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2})"
            + "(?:\\s|</td>|<td[^>]*>)*(?<size>\\d+(?:\\.\\d+)?[kmg]?|-)");

    private static final Pattern LINK = Pattern.compile("<a\\s[^>]*href=\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);

    private final Pattern row;

    Listing(String row) {
        this.row = Pattern.compile(row, Pattern.CASE_INSENSITIVE);
    }

    /**
     * The files of a folder, without folders in it.
     *
     * @param folder address of the page, with a slash at its end
     * @throws dev.daybook.failure.DaybookException of kind UPSTREAM when the page is cut off, has a link that is no row, or
     *     a name twice: what is missing from such a page is not taken for deleted
     */
    public List<ListedFile> read(URI folder, String page) {
        if (!page.stripTrailing().toLowerCase(Locale.ROOT).endsWith("</html>")) {
            throw incomplete(folder, "it does not end with </html>");
        }
        List<ListedFile> files = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        Matcher matcher = row.matcher(page);
        while (matcher.find()) {
            String name = nameIn(folder, matcher.group("href"));
            if (name == null || !seen.add(name)) {
                throw incomplete(
                        folder, "link '%s' leads elsewhere or stands there twice".formatted(matcher.group("href")));
            }
            String size = matcher.group("size");
            if (!name.endsWith("/") && !size.startsWith("&")) {
                files.add(
                        new ListedFile(name, exact(size), matcher.group("time").replaceAll("\\s+", " ")));
            }
        }
        requireNoOtherLinks(folder, page, seen);
        return List.copyOf(files);
    }

    private static void requireNoOtherLinks(URI folder, String page, Set<String> seen) {
        Matcher links = LINK.matcher(page);
        while (links.find()) {
            String name = nameIn(folder, links.group(1));
            if (name != null && !seen.contains(name)) {
                throw incomplete(folder, "link '%s' is no row of a known form".formatted(links.group(1)));
            }
        }
    }

    private static @Nullable Long exact(String size) {
        return size.matches("\\d{1,18}") ? Long.valueOf(size) : null;
    }

    /** Null for a link that does not lead into the folder: to its parent, or to another order of rows. */
    private static @Nullable String nameIn(URI folder, String href) {
        String base = folder.getRawPath();
        String path = href;
        if (href.startsWith("/")) {
            if (!href.startsWith(base)) {
                return null;
            }
            path = href.substring(base.length());
        }
        path = path.startsWith("./") ? path.substring(2) : path;
        String name = decoded(folder, path);
        int slash = name.indexOf('/');
        boolean isElsewhere = name.isEmpty() || name.startsWith("../") || "?#".indexOf(path.charAt(0)) >= 0;
        return isElsewhere || path.contains(":") || slash >= 0 && slash < name.length() - 1 ? null : name;
    }

    private static String decoded(URI folder, String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw incomplete(folder, "link '%s' cannot be decoded".formatted(path));
        }
    }

    private static RuntimeException incomplete(URI folder, String why) {
        return Refusals.upstream(
                "%s: the listing is cut off or has a form that is not known: %s. Nothing is concluded from it"
                        .formatted(folder, why));
    }
}
