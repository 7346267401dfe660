package dev.daybook.sync;

import dev.daybook.failure.DaybookException;
import dev.daybook.feed.Feeds;
import dev.daybook.feed.YamlMap;
import dev.daybook.http.Listing;
import dev.daybook.http.Paging;
import dev.daybook.settings.Secrets;
import dev.daybook.sync.SyncSource.Document;
import dev.daybook.sync.SyncSource.OnChange;
import dev.daybook.sync.SyncSource.Request;
import dev.daybook.sync.SyncSource.Target;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a source from YAML; every complaint names file and line. The same rules, but for names of feeds, stand in {@code
 * source.schema.json}, for editors.
 *
 * @param feeds that may be named
 */
record SyncSourceFile(Feeds feeds) {

    private static final String NAME = "[a-z][a-z0-9-]{0,62}";
    private static final String POINTER = "(/[^/]+)*";
    private static final long MEBIBYTE = 1L << 20;
    private static final int MAX_NAME = 200;

    private enum Kind {
        HTTP_DIRECTORY,
        HTTP_JSON
    }

    private enum By {
        NUMBER,
        OFFSET,
        CURSOR,
        LINK
    }

    private enum Contact {
        REQUIRED,
        OPTIONAL
    }

    SyncSource parse(String file, String yaml) {
        YamlMap root = YamlMap.of(file, yaml, "a source");
        String name = root.convert("source", "a name such as bls-productivity", text -> matching(NAME, text));
        Kind kind = root.choice("kind", null, Kind.values());
        boolean isFolder = kind == Kind.HTTP_DIRECTORY;
        URI url = root.convert("url", "an address", text -> address(text, isFolder));
        SyncSource source = new SyncSource(
                name,
                root.text("description", ""),
                url,
                isFolder ? root.choice("listing", Listing.IIS, Listing.values()) : null,
                isFolder ? root.maps("files").stream().map(this::target).toList() : List.of(),
                isFolder ? List.of() : documents(root, url),
                request(root),
                isFolder ? root.number("absences", 2, 1, 100) : 1,
                Duration.ofDays(root.number("fullCheckDays", 7, 1, 365)),
                Duration.ofDays(root.number("keepDays", 90, 1, 3_650)),
                onChange(root.map("onChange")));
        root.end();
        return source;
    }

    private Target target(YamlMap map) {
        Target target = new Target(
                map.convert("name", "a name or pattern", text -> new NamePattern(matching(".+", text))), feed(map));
        map.end();
        return target;
    }

    private @Nullable String feed(YamlMap map) {
        return map.has("feed")
                ? map.convert("feed", "a feed", name -> feeds.get(name).name())
                : null;
    }

    private List<Document> documents(YamlMap root, URI base) {
        List<YamlMap> maps = root.maps("documents");
        if (maps.isEmpty()) {
            throw root.isMissing("documents");
        }
        Set<String> names = new HashSet<>();
        return maps.stream().map(map -> document(map, base, names)).toList();
    }

    private Document document(YamlMap map, URI base, Set<String> names) {
        String name =
                map.convert("name", "a name such as nation.json", text -> matching("[^/]{1," + MAX_NAME + "}", text));
        if (!names.add(name)) {
            throw map.errorAt("name", "name: there are two documents '%s'".formatted(name));
        }
        Document document = new Document(
                name,
                map.convert("path", "what is behind the source's url", text -> below(base, text)),
                map.convert("rows", "a JSON pointer such as /data", text -> matching(POINTER, text)),
                pages(map.map("pages")),
                feed(map));
        map.end();
        return document;
    }

    private static URI below(URI base, String path) {
        URI url = base.resolve(path);
        boolean isSame = url.getScheme().equals(base.getScheme())
                && String.valueOf(url.getAuthority()).equals(base.getAuthority());
        if (!isSame) {
            throw DaybookException.configuration(
                    "expected a place on %s, found %s".formatted(base.getAuthority(), url));
        }
        return url;
    }

    private static @Nullable Pages pages(@Nullable YamlMap map) {
        if (map == null) {
            return null;
        }
        Pages pages = new Pages(
                paging(map, map.choice("by", null, By.values())),
                map.has("total")
                        ? map.convert("total", "a JSON pointer such as /page/total", text -> matching(POINTER, text))
                        : null,
                map.number("most", 1_000, 1, 100_000));
        map.end();
        return pages;
    }

    private static Paging paging(YamlMap map, By by) {
        return switch (by) {
            case NUMBER -> new Paging.ByNumber(map.text("parameter"), map.number("start", 1, 0, 1));
            case OFFSET -> new Paging.ByOffset(map.text("parameter"));
            case CURSOR -> new Paging.ByCursor(map.text("parameter"), map.text("next"));
            case LINK -> new Paging.ByLink(map.text("next"));
        };
    }

    private static Request request(YamlMap root) {
        Map<String, String> headers = root.pairs("headers");
        Map<String, String> secrets = root.pairs("secretHeaders");
        boolean needsContact = root.choice("contact", Contact.OPTIONAL, Contact.values()) == Contact.REQUIRED;
        YamlMap map = root.map("request");
        YamlMap given = map == null ? YamlMap.of("", "{}", "") : map;
        requireReferences(root.map("secretHeaders"), secrets);
        Request request = new Request(
                headers,
                secrets,
                needsContact,
                Duration.ofMillis(given.number("pauseMillis", 1_000, 0, 3_600_000)),
                given.number("requests", 1_000, 1, 1_000_000),
                Duration.ofSeconds(given.number("connectSeconds", 10, 1, 600)),
                Duration.ofSeconds(given.number("seconds", 120, 1, 3_600)),
                given.number("tries", 4, 1, 20),
                Duration.ofMillis(given.number("backoffMillis", 2_000, 1, 600_000)),
                Duration.ofSeconds(given.number("ceilingSeconds", 120, 1, 3_600)),
                given.number("maxMebibytes", 64, 1, 1_024) * MEBIBYTE,
                given.flag("plainHttp", false));
        given.end();
        return request;
    }

    private static void requireReferences(@Nullable YamlMap map, Map<String, String> secrets) {
        secrets.forEach((header, reference) -> {
            if (map != null && !Secrets.isReference(reference)) {
                throw map.errorAt(header, "%s: expected where the secret is kept: %s".formatted(header, Secrets.FORMS));
            }
        });
    }

    private static @Nullable OnChange onChange(@Nullable YamlMap map) {
        if (map == null) {
            return null;
        }
        OnChange onChange = new OnChange(map.text("job"), map.pairs("parameters"));
        map.end();
        return onChange;
    }

    private static URI address(String text, boolean isFolder) {
        URI url = URI.create(text);
        boolean isAddress = String.valueOf(url.getScheme()).matches("https?") && url.getHost() != null;
        if (!isAddress || isFolder && !url.getPath().endsWith("/")) {
            throw DaybookException.configuration("expected an address such as https://host/folder/%s, found '%s'"
                    .formatted(isFolder ? ", with a slash at its end" : "", text));
        }
        return url;
    }

    private static String matching(String pattern, String text) {
        if (!text.matches(pattern)) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}
