package dev.daybook.jobs.notebookreport;

import dev.daybook.failure.DaybookException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The templates there are: those of the user's folder, and behind them those that come with Daybook. */
record Templates(Path folder) {

    private static final List<String> BUILT_IN = List.of("weekly-sales", "visits", "clickstream", "productivity");
    private static final String EXTENSION = ".ipynb";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    /** @throws DaybookException of kind CONFIGURATION that names those there are, when there is none of this name */
    Template get(String name) {
        if (!NAME.matcher(name).matches()) {
            throw DaybookException.configuration(
                    "report: expected a name of a-z, 0-9 and -, such as weekly-sales, found '%s'".formatted(name));
        }
        Path file = folder.resolve(name + EXTENSION);
        try {
            if (Files.isRegularFile(file)) {
                return new Template(name, Files.readAllBytes(file));
            }
            try (InputStream in = Templates.class.getResourceAsStream("/reports/" + name + EXTENSION)) {
                if (in != null) {
                    return new Template(name, in.readAllBytes());
                }
            }
        } catch (IOException e) {
            throw DaybookException.storage("Reading %s failed: %s".formatted(file, e.getMessage()), e);
        }
        throw DaybookException.configuration("report: expected one of %s, or %s to be there; found '%s'"
                .formatted(String.join(", ", names()), file, name));
    }

    private TreeSet<String> names() {
        TreeSet<String> names = new TreeSet<>(BUILT_IN);
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.map(file -> file.getFileName().toString())
                        .filter(file -> file.endsWith(EXTENSION))
                        .forEach(file -> names.add(file.substring(0, file.length() - EXTENSION.length())));
            } catch (IOException e) {
                throw DaybookException.storage("Listing %s failed: %s".formatted(folder, e.getMessage()), e);
            }
        }
        return names;
    }
}
