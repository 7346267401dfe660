package dev.daybook.testing;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Files nobody refers to. */
public final class Leftovers {

    private Leftovers() {}

    /** Files in the lake that are of no current generation, staged rows, and writes that were never finished. */
    public static List<String> of(DataFolder data) {
        Set<String> inUse = new TreeSet<>();
        String root = "file:" + data.folder() + "/";
        data.generations()
                .forEach(generation -> generation
                        .files()
                        .forEach(
                                file -> inUse.add(generation.location().substring(root.length()) + "/" + file.name())));
        return data.files().keySet().stream()
                .filter(file -> file.startsWith("staging/")
                        || file.endsWith(".unfinished")
                        || file.startsWith("lake/") && file.endsWith(".parquet") && !inUse.contains(file))
                .toList();
    }
}
