package dev.daybook.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/**
 * What an import of one export must give, gathered while the export is written.
 */
final class ExpectedResults {
    private static final int LARGEST_PLAIN_FILE = 300 * 1024;

    private final List<Visit> written = new ArrayList<>();
    private final List<Reject> rejects = new ArrayList<>();
    private int duplicates;
    private int blanks;

    /**
     * @param line where the record begins, from 1; the header is line 1
     * @param byteOffset of the record's first byte, from 0
     * @param column header name of the value at fault, empty when the record as a whole is
     * @param rule {@code type}, {@code allowed}, {@code required}, {@code field-count} or {@code encoding}
     */
    record Reject(int line, int byteOffset, String column, String rule) {}

    void written(Visit visit) {
        written.add(visit);
    }

    void rejected(Reject reject) {
        rejects.add(reject);
    }

    void duplicate() {
        duplicates++;
    }

    void blank() {
        blanks++;
    }

    int records() {
        return written.size() + duplicates + rejects.size();
    }

    /** Replaces {@code counts.json}, {@code rejects.csv} and {@code visits.csv}, compressed when large. */
    void save(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("counts.json"), counts());
        Files.writeString(folder.resolve("rejects.csv"), rejectsCsv());
        byte[] visits = visitsCsv().getBytes(UTF_8);
        if (visits.length <= LARGEST_PLAIN_FILE) {
            Files.write(folder.resolve("visits.csv"), visits);
            return;
        }
        try (OutputStream file = Files.newOutputStream(folder.resolve("visits.csv.gz"));
                OutputStream gzip = new GZIPOutputStream(file)) {
            gzip.write(visits);
        }
    }

    private String visitsCsv() {
        StringBuilder csv = new StringBuilder(Csv.line(Visit.TABLE_COLUMNS));
        written.stream().sorted(Visit.TABLE_ORDER).forEach(visit -> csv.append(Csv.line(visit.tableValues())));
        return csv.toString();
    }

    private String rejectsCsv() {
        StringBuilder csv = new StringBuilder("line,byte_offset,column,rule\n");
        for (Reject reject : rejects) {
            csv.append(Csv.line(List.of(
                    String.valueOf(reject.line), String.valueOf(reject.byteOffset), reject.column, reject.rule)));
        }
        return csv.toString();
    }

    private String counts() {
        return """
                {
                  "read": %s,
                  "written": %s,
                  "rejected": %s,
                  "duplicate": %s,
                  "ignored": 0,
                  "blank": %s,
                  "rejectsByRule": %s,
                  "rowsByVisitMonth": %s
                }
                """.formatted(
                        records(),
                        written.size(),
                        rejects.size(),
                        duplicates,
                        blanks,
                        json(count(rejects.stream().map(Reject::rule).toList())),
                        json(count(written.stream().map(Visit::month).toList())));
    }

    private static Map<String, Integer> count(List<String> keys) {
        Map<String, Integer> counts = new TreeMap<>();
        keys.forEach(key -> counts.merge(key, 1, Integer::sum));
        return counts;
    }

    private static String json(Map<String, Integer> counts) {
        if (counts.isEmpty()) {
            return "{}";
        }
        return counts.entrySet().stream()
                .map(entry -> "    \"" + entry.getKey() + "\": " + entry.getValue())
                .collect(Collectors.joining(",\n", "{\n", "\n  }"));
    }
}
