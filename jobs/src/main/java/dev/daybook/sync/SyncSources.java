package dev.daybook.sync;

import dev.daybook.failure.DaybookException;
import dev.daybook.feed.Feeds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds sources by name: in a folder of the user's, else among the built-in ones. */
public final class SyncSources {

    private static final List<String> BUILT_IN = List.of("bls-productivity", "population");
    private static final String SUFFIX = ".yaml";

    private final Path folder;
    private final SyncSourceFile reader;

    /** @param folder with more sources, one {@code <name>.yaml} each; need not be there */
    public SyncSources(Path folder, Feeds feeds) {
        this.folder = folder;
        this.reader = new SyncSourceFile(feeds);
    }

    /** @throws DaybookException of kind CONFIGURATION when there is none of that name or it is wrong */
    public SyncSource get(String name) {
        Path own = folder.resolve(name + SUFFIX);
        try {
            SyncSource source = name.matches("[\\w-]+") && Files.isRegularFile(own)
                    ? reader.parse(own.toString(), Files.readString(own))
                    : reader.parse("built-in " + name + SUFFIX, builtIn(name));
            if (!source.name().equals(name)) {
                throw DaybookException.configuration("%s is source %s: expected source %s, as the file is called"
                        .formatted(own, source.name(), name));
            }
            return source;
        } catch (CharacterCodingException e) {
            throw DaybookException.configuration(own + ": expected UTF-8 text");
        } catch (IOException e) {
            throw DaybookException.configuration("source %s cannot be read: %s".formatted(name, e));
        }
    }

    /**
     * The text of a built-in source, for one's own to begin from.
     *
     * @throws DaybookException of kind CONFIGURATION when there is none of that name
     */
    public String builtIn(String name) throws IOException {
        if (!BUILT_IN.contains(name)) {
            throw DaybookException.configuration("there is no source %s: expected one of %s, or a file %s"
                    .formatted(name, String.join(", ", names()), folder.resolve(name + SUFFIX)));
        }
        try (InputStream in = SyncSources.class.getResourceAsStream("/sources/" + name + SUFFIX)) {
            if (in == null) {
                throw new IllegalStateException("built-in source " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Names of all sources, in order. */
    public List<String> names() throws IOException {
        TreeSet<String> names = new TreeSet<>(BUILT_IN);
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.map(file -> file.getFileName().toString())
                        .filter(file -> file.endsWith(SUFFIX))
                        .forEach(file -> names.add(file.substring(0, file.length() - SUFFIX.length())));
            }
        }
        return List.copyOf(names);
    }
}
