package dev.daybook.standin;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** What a server has: files by name, held in memory, each with what its listing says of it. Thread-safe. */
final class PublishedFiles {

    private final Map<String, Stored> files = new ConcurrentSkipListMap<>();

    /**
     * @param listedAt as the listing says it
     * @param version counts from 1, up with each change of the content
     */
    record Stored(byte[] content, String listedAt, int version) {}

    @Nullable
    Stored get(String name) {
        return files.get(name);
    }

    /** Puts or replaces a file; another version even if it is the same. */
    void put(String name, byte[] content, String listedAt) {
        files.compute(name, (n, before) -> new Stored(content, listedAt, before == null ? 1 : before.version() + 1));
    }

    /** Has these and no others; those that are the same stay listed as they were. */
    void replaceAll(Map<String, byte[]> contents, String listedAt) {
        files.keySet().retainAll(Set.copyOf(contents.keySet()));
        contents.forEach((name, content) -> {
            Stored before = files.get(name);
            if (before == null || !Arrays.equals(before.content(), content)) {
                put(name, content, listedAt);
            }
        });
    }

    void remove(String name) {
        files.remove(name);
    }

    /** The page of the folder at {@code path}, in the form of IIS. */
    String listing(String path) {
        StringBuilder page = new StringBuilder(
                "<html><head><title>stand-in - %1$s</title></head><body><H1>stand-in - %1$s</H1><hr>\n\n<pre>"
                        .formatted(path));
        page.append("<A HREF=\"/pub/\">[To Parent Directory]</A><br><br>");
        files.forEach((name, file) -> page.append(" %s %12d <A HREF=\"%s%s\">%s</A><br>"
                .formatted(file.listedAt(), file.content().length, path, name, name)));
        return page.append("</pre><hr></body></html>").toString();
    }

    /** The same in the form of nginx. */
    String index(String path) {
        StringBuilder page = new StringBuilder(
                "<html><head><title>Index of %1$s</title></head><body>\n<h1>Index of %1$s</h1><hr><pre><a href=\"../\">../</a>\n"
                        .formatted(path));
        files.forEach((name, file) -> page.append(
                "<a href=\"%s\">%s</a> %20s %19d\n".formatted(name, name, file.listedAt(), file.content().length)));
        return page.append("</pre><hr></body></html>\n").toString();
    }
}
