package dev.daybook.demo;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.csv.Dialect;
import dev.daybook.database.Database;
import dev.daybook.lake.Lake;
import dev.daybook.load.Ledger;
import dev.daybook.load.Rejects;
import dev.daybook.ops.ExecutionView;
import dev.daybook.ops.Executions;
import dev.daybook.query.LakeQuery;
import dev.daybook.query.QueryResult;
import dev.daybook.record.RecordBlock;
import dev.daybook.record.RecordReader;
import dev.daybook.record.SourceText;
import dev.daybook.settings.Settings;
import dev.daybook.store.ObjectStores;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a load of a sample should come to: counts, rejects and rows, from the folder the generator wrote. */
public final class ExpectedResult {

    private static final int SHOWN = 5;

    private static final String VISITS = """
            select visit_date, customer_name, salesperson, meeting_type, meeting_subject, meeting_details, vip_customer,
                   feedback, legacy
            from visits where source = '%s'
            """;

    private final Settings settings;
    private final Path folder;

    public ExpectedResult(Settings settings, Path folder) {
        this.settings = settings;
        this.folder = folder;
    }

    /** What differs, in lines; empty when nothing does. */
    public String differences(ExecutionView run, String source) {
        List<String> differences = new ArrayList<>();
        compareCounts(run, differences);
        compare("rejects", csv(folder.resolve("rejects.csv")), rejects(run), differences);
        Path plain = folder.resolve("visits.csv");
        compare("rows", csv(Files.exists(plain) ? plain : folder.resolve("visits.csv.gz")), rows(source), differences);
        return String.join(System.lineSeparator(), differences);
    }

    private void compareCounts(ExecutionView run, List<String> differences) {
        JsonNode counts = JsonMapper.builder()
                .build()
                .readTree(folder.resolve("counts.json").toFile());
        compare("read", counts, run.read(), differences);
        compare("written", counts, run.written(), differences);
        compare("rejected", counts, run.rejected(), differences);
        compare("duplicate", counts, run.duplicate(), differences);
        compare("ignored", counts, run.ignored(), differences);
        compare("blank", counts, run.blank(), differences);
    }

    private static void compare(String name, JsonNode counts, long found, List<String> differences) {
        long expected = counts.get(name).asLong();
        if (expected != found) {
            differences.add("%s: expected %,d, found %,d".formatted(name, expected, found));
        }
    }

    private static void compare(String what, List<String> expected, List<String> found, List<String> differences) {
        List<String> missing = without(expected, found);
        List<String> surplus = without(found, expected);
        missing.stream().limit(SHOWN).forEach(row -> differences.add(what + ": missing " + row));
        surplus.stream().limit(SHOWN).forEach(row -> differences.add(what + ": not expected " + row));
    }

    /** What {@code all} has more of than {@code others}; both sorted. */
    private static List<String> without(List<String> all, List<String> others) {
        List<String> left = new ArrayList<>();
        int j = 0;
        for (String row : all) {
            while (j < others.size() && others.get(j).compareTo(row) < 0) {
                j++;
            }
            if (j < others.size() && others.get(j).equals(row)) {
                j++;
            } else {
                left.add(row);
            }
        }
        return left;
    }

    private List<String> rejects(ExecutionView run) {
        List<String> found = new ArrayList<>();
        try (HikariDataSource database = Database.open(settings);
                ObjectStores store = new ObjectStores(settings.s3())) {
            long load = new Executions(database).loadOf(run.id());
            new Rejects(store, settings.zones().quarantine(), new Ledger(database).get(load))
                    .forEach(r -> found.add(List.of(
                                    String.valueOf(r.line()),
                                    String.valueOf(r.offset()),
                                    r.column(),
                                    r.rule().id())
                            .toString()));
        }
        found.sort(null);
        return found;
    }

    private List<String> rows(String source) {
        List<String> found = new ArrayList<>();
        try (ObjectStores store = new ObjectStores(settings.s3());
                LakeQuery lake = Lake.query(settings, store);
                QueryResult result = lake.run(VISITS.formatted(source))) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 0; i < result.columns().size(); i++) {
                    row.add(Objects.toString(result.value(i), ""));
                }
                found.add(row.toString());
            }
        }
        found.sort(null);
        return found;
    }

    /** Rows behind the header, sorted. */
    private static List<String> csv(Path file) {
        List<String> rows = new ArrayList<>();
        try (InputStream in = open(file);
                RecordReader reader =
                        Dialect.RFC_4180.reader(SourceText.of(file.toString(), in, StandardCharsets.UTF_8, 0), 1)) {
            RecordBlock block = new RecordBlock(1 << 20);
            while (reader.read(block)) {
                for (int record = 0; record < block.records(); record++) {
                    if (block.line(record) > 1) {
                        rows.add(fields(block, record).toString());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        rows.sort(null);
        return rows;
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
    }

    private static List<String> fields(RecordBlock block, int record) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < block.fieldCount(record); i++) {
            fields.add(block.text(block.firstField(record) + i));
        }
        return fields;
    }
}
