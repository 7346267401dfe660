package dev.daybook.jobs.apisync;

import dev.daybook.standin.StandInServer;
import dev.daybook.table.CommitRecord;
import dev.daybook.testing.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A server with small files of productivity, the source that copies them, and what has become of the copies. */
final class PublishedFiles implements AutoCloseable {

    static final String SOURCE = "published";
    static final String VALUES = "pr.data.0.Current";
    static final String NOTES = "pr.footnote";

    /** Staged only. */
    static final String TEXT = "pr.txt";

    static final String FEEDS = """
            files:
              - {name: pr.data.0.*, feed: productivity}
              - {name: pr.footnote, feed: productivity-footnote}
            """;

    private static final String REQUEST =
            "request: {requests: %d, pauseMillis: 0, backoffMillis: 1, seconds: 2, tries: 3, ceilingSeconds: %d}\n";

    final StandInServer server = new StandInServer();
    private final DataFolder data;
    private int answered;
    private String description = "";
    private int budget = 1_000;
    private int ceiling = 1;

    PublishedFiles(DataFolder data) {
        this.data = data;
        describe("kind: http-directory\nurl: " + server.folder() + "\n" + FEEDS);
    }

    /** Describes the source anew. */
    void describe(String yaml) {
        description = yaml;
        write();
    }

    /** Allows so many requests in a run. */
    void limitRequests(int most) {
        budget = most;
        write();
    }

    /** Has a run wait so long if the server asks for it. */
    void waitUpTo(int seconds) {
        ceiling = seconds;
        write();
    }

    private void write() {
        try {
            Path folder = Files.createDirectories(data.folder().resolve("sources"));
            Files.writeString(
                    folder.resolve(SOURCE + ".yaml"),
                    "source: " + SOURCE + "\n" + description + REQUEST.formatted(budget, ceiling));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void publishThree() {
        put(VALUES, values("1.5", "2.25"));
        put(NOTES, "footnote_code\tfootnote_text\r\nR\tRevised\r\n");
        put(TEXT, "All about them.\n");
    }

    void put(String name, String content) {
        server.put(name, content, "9/3/2026  8:30 AM");
    }

    /** A line of each value, of consecutive quarters. */
    static String values(String... values) {
        return "series_id        \tyear\tperiod\t       value\tfootnote_codes\r\n"
                + IntStream.range(0, values.length)
                        .mapToObj(i -> "PRS30006011      \t1995\tQ0%d\t%12s\t\r\n".formatted(i + 1, values[i]))
                        .collect(Collectors.joining());
    }

    /** Paths below the folder that were asked for since the last time this was asked, in order. */
    List<String> newRequests() {
        List<String> all = server.requests().stream()
                .map(request -> request.path().substring(StandInServer.FOLDER.length()))
                .toList();
        List<String> fresh = all.subList(answered, all.size());
        answered = all.size();
        return fresh;
    }

    /** Numbers of bytes of the files in the staging zone, in order. */
    List<Long> stagedSizes() {
        Path folder = data.folder().resolve("staging/api-sync/" + SOURCE);
        try (var files = Files.list(folder)) {
            return files.map(file -> file.toFile().length()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files in the staging zone. */
    List<String> stagedContents() {
        Path folder = data.folder().resolve("staging/api-sync/" + SOURCE);
        try (var files = Files.list(folder)) {
            List<String> contents = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                contents.add(Files.readString(file));
            }
            return contents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Long> sizes(String... contents) {
        return Arrays.stream(contents)
                .map(content -> (long) content.length())
                .sorted()
                .toList();
    }

    /** Values of the table, in order. */
    List<String> table() {
        return data.query("select value from productivity order by value");
    }

    /** Of a table as readers see it, which may have none. */
    long rows(String table) {
        return data.generations().stream()
                .filter(generation -> generation.table().equals(table))
                .mapToLong(CommitRecord::rows)
                .sum();
    }

    /** By name: whether it is due, how often it was absent, whether it was deleted, whether all of it was told. */
    List<String> state() {
        return data.records(
                "select file_name, is_due, absences, case when deleted_at is null then 'there' else 'gone' end,"
                        + " is_announced from sync_file order by file_name");
    }

    List<String> announcements() {
        return data.records("select subject from outbox where kind = 'CHANGED' order by notice_id");
    }

    @Override
    public void close() {
        server.close();
    }
}
