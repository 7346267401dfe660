package dev.daybook.feed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads files of expected values, by other code than what is tested: RFC 4180, a cell without quotes and text is null. */
final class ExpectedCsv {

    private ExpectedCsv() {}

    /** All records but the header; packed files are unpacked. */
    static List<List<String>> rows(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                InputStream unpacked = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
            List<List<String>> records = records(new String(unpacked.readAllBytes(), StandardCharsets.UTF_8));
            return records.subList(1, records.size());
        }
    }

    static List<List<String>> records(String text) {
        List<List<String>> records = new ArrayList<>();
        List<String> record = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean inQuotes = false;
        boolean wasQuoted = false;
        String lines = text.endsWith("\n") || text.endsWith("\r") ? text : text + "\n";
        for (int i = 0; i < lines.length(); i++) {
            char c = lines.charAt(i);
            if (inQuotes && c == '"' && lines.charAt(i + 1) == '"') {
                cell.append(lines.charAt(++i));
            } else if (c == '"' && (inQuotes || cell.isEmpty())) {
                inQuotes = !inQuotes;
                wasQuoted = true;
            } else if (inQuotes || c != ',' && c != '\n' && c != '\r') {
                cell.append(c);
            } else {
                record.add(cell.isEmpty() && !wasQuoted ? null : cell.toString());
                cell.setLength(0);
                wasQuoted = false;
                if (c != ',') {
                    i += c == '\r' && i + 1 < lines.length() && lines.charAt(i + 1) == '\n' ? 1 : 0;
                    records.add(record);
                    record = new ArrayList<>();
                }
            }
        }
        return records;
    }
}
