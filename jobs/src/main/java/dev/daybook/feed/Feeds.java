package dev.daybook.feed;

import dev.daybook.failure.DaybookException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds feeds by name: in a folder the user names, else among the built-in ones. */
public final class Feeds {

    private static final List<String> BUILT_IN = List.of(
            "legacy-visits",
            "ministers-meetings",
            "daily-sales",
            "products",
            "restocks",
            "retail-online",
            "visits",
            "clickstream",
            "productivity",
            "productivity-series",
            "productivity-measure",
            "productivity-sector",
            "productivity-class",
            "productivity-duration",
            "productivity-period",
            "productivity-seasonal",
            "productivity-footnote",
            "population",
            "population-state");

    /** Lies beside feeds and is none: which feed a delivered file is loaded by. */
    public static final String ROUTES = "routes";

    private final @Nullable Path folder;

    /** @param folder with more feeds, one {@code <name>.yaml} each; null for none */
    public Feeds(@Nullable Path folder) {
        this.folder = folder;
    }

    /**
     * @param name of a feed, or the path of a feed file
     * @throws DaybookException of kind CONFIGURATION when there is none or it is wrong
     */
    public Feed get(String name) {
        try {
            if (name.endsWith(".yaml") || name.endsWith(".yml")) {
                return read(Path.of(name));
            }
            Path own = folder == null ? null : folder.resolve(name + ".yaml");
            if (own != null && Files.exists(own)) {
                return readNamed(own, name);
            }
            return builtIn(name);
        } catch (CharacterCodingException e) {
            throw DaybookException.configuration(name + ": expected UTF-8 text");
        } catch (IOException e) {
            throw DaybookException.configuration("feed %s cannot be read: %s".formatted(name, e));
        }
    }

    private static Feed read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw DaybookException.configuration("there is no feed file " + file);
        }
        return FeedFile.parse(file.toString(), Files.readString(file));
    }

    /** Runs and rejects name their feed: it has to be found by that name later. */
    private static Feed readNamed(Path file, String name) throws IOException {
        Feed feed = read(file);
        if (!feed.name().equals(name)) {
            throw DaybookException.configuration(
                    "%s is feed %s: expected feed %s, as the file is called".formatted(file, feed.name(), name));
        }
        return feed;
    }

    private Feed builtIn(String name) throws IOException {
        if (!BUILT_IN.contains(name)) {
            throw DaybookException.configuration("there is no feed %s: expected one of %s, or the path of a feed file"
                    .formatted(name, String.join(", ", names())));
        }
        String resource = "/feeds/" + name + ".yaml";
        try (InputStream in = Feeds.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing");
            }
            return FeedFile.parse("built-in " + name + ".yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Names of all feeds, the user's first. */
    public List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        if (folder != null && Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.map(f -> f.getFileName().toString())
                        .filter(f -> f.endsWith(".yaml"))
                        .map(f -> f.substring(0, f.length() - ".yaml".length()))
                        .filter(f -> !f.equals(ROUTES))
                        .sorted()
                        .forEach(names::add);
            }
        }
        BUILT_IN.stream().filter(n -> !names.contains(n)).forEach(names::add);
        return names;
    }
}
