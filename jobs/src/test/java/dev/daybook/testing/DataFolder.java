package dev.daybook.testing;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.database.Database;
import dev.daybook.jobs.apisync.ApiSync;
import dev.daybook.jobs.clickstream.Clickstream;
import dev.daybook.jobs.dailysales.DailySales;
import dev.daybook.jobs.historyexport.HistoryExport;
import dev.daybook.jobs.legacyimport.LegacyImport;
import dev.daybook.jobs.notebookreport.NotebookReport;
import dev.daybook.jobs.queueload.QueueLoad;
import dev.daybook.lake.Lake;
import dev.daybook.launch.JobDefinition;
import dev.daybook.launch.JobRunner;
import dev.daybook.launch.Launcher;
import dev.daybook.launch.Request;
import dev.daybook.load.LoadDesk;
import dev.daybook.load.Maintenance;
import dev.daybook.load.Rollback;
import dev.daybook.ops.ExecutionView;
import dev.daybook.ops.Executions;
import dev.daybook.query.LakeQuery;
import dev.daybook.query.QueryResult;
import dev.daybook.settings.Settings;
import dev.daybook.store.ObjectStores;
import dev.daybook.table.CommitRecord;
import dev.daybook.table.FileCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A data folder, what is done with it in this process, and what it then holds. */
public final class DataFolder {

    private final Path folder;
    private final Map<String, String> environment;
    private final Settings settings;

    /** One that no other process looks at. */
    public DataFolder(Path folder) {
        this(folder, TestDatabase.H2);
    }

    public DataFolder(Path folder, TestDatabase database) {
        this(folder, database, Map.of());
    }

    /** @param settings more of them, as in environment variables */
    public DataFolder(Path folder, TestDatabase database, Map<String, String> settings) {
        this(folder, database.create(folder), settings);
    }

    /** @param database settings of one that is there, as in environment variables, such as another test server's */
    public DataFolder(Path folder, Map<String, String> database, Map<String, String> settings) {
        this.folder = folder;
        this.environment = new TreeMap<>(database);
        this.environment.putAll(settings);
        this.settings = Settings.of(environment, folder, folder);
    }

    public Path folder() {
        return folder;
    }

    public Settings settings() {
        return settings;
    }

    /** Settings as environment variables, for another process that is to work on the folder; without the folder. */
    public Map<String, String> environment() {
        return environment;
    }

    /**
     * Runs legacy-import.
     *
     * @param more parameters as name and value in turn
     * @return the run, or the answer to a duplicate
     */
    public ExecutionView load(Path file, String... more) {
        return load(file.toString(), more);
    }

    public ExecutionView load(String file, String... more) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("file", file);
        for (int i = 0; i < more.length; i += 2) {
            parameters.put(more[i], more[i + 1]);
        }
        return run(new LegacyImport(), parameters);
    }

    /**
     * Runs daily-sales-load.
     *
     * @param parameters as name and value in turn
     */
    public ExecutionView loadDay(String... parameters) {
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            given.put(parameters[i], parameters[i + 1]);
        }
        return run(new DailySales(), given);
    }

    /**
     * Runs queue-load.
     *
     * @param more parameters as name and value in turn
     */
    public ExecutionView loadMessages(Path file, String... more) {
        Map<String, String> parameters = new LinkedHashMap<>(Map.of("file", file.toString()));
        for (int i = 0; i < more.length; i += 2) {
            parameters.put(more[i], more[i + 1]);
        }
        return run(new QueueLoad(), parameters);
    }

    /**
     * Runs clickstream-compaction over what lies in the landing zone.
     *
     * @param parameters as name and value in turn
     */
    public ExecutionView compact(String... parameters) {
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            given.put(parameters[i], parameters[i + 1]);
        }
        return run(new Clickstream(), given);
    }

    /**
     * Runs api-sync.
     *
     * @param more parameters as name and value in turn
     */
    public ExecutionView sync(String source, String... more) {
        Map<String, String> parameters = new LinkedHashMap<>(Map.of("source", source));
        for (int i = 0; i < more.length; i += 2) {
            parameters.put(more[i], more[i + 1]);
        }
        return run(new ApiSync(), parameters);
    }

    /** Runs history-export for a day, as 2026-03-01. */
    public ExecutionView export(String day) {
        return run(new HistoryExport(), Map.of("date", day));
    }

    /** Runs notebook-report for days as 2026-03-01. */
    public ExecutionView report(String name, String from, String to) {
        return run(new NotebookReport(), Map.of("report", name, "from", from, "to", to));
    }

    private ExecutionView run(JobDefinition job, Map<String, String> parameters) {
        return answer(JobRunner.run(job, new Request(parameters, "test"), settings));
    }

    ExecutionView answer(Launcher.Outcome outcome) {
        return withDatabase(source -> new Executions(source).answer(outcome));
    }

    public ExecutionView show(long execution) {
        return withDatabase(source -> new Executions(source).get(execution));
    }

    public List<ExecutionView> executions() {
        return withDatabase(source -> new Executions(source).latest(1000));
    }

    public Rollback.Result rollback(String table, String partition) {
        return withDesk(desk -> desk.rollback().run(table, partition));
    }

    public List<Maintenance.Action> maintain(Duration keepFor) {
        return withDesk(desk -> desk.maintenance().run(keepFor, false));
    }

    public List<Maintenance.Action> planMaintenance(Duration keepFor) {
        return withDesk(desk -> desk.maintenance().run(keepFor, true));
    }

    public int rebuild() {
        return withDesk(desk -> desk.maintenance().rebuild());
    }

    private <T> T withDesk(Function<LoadDesk, T> use) {
        try (ObjectStores store = new ObjectStores(settings.s3())) {
            return withDatabase(source -> use.apply(LoadDesk.of(settings, source, store)));
        }
    }

    public <T> T withDatabase(Function<HikariDataSource, T> use) {
        try (HikariDataSource source = Database.open(settings)) {
            return use.apply(source);
        }
    }

    /** Rows of a database query, columns joined by a bar. */
    public List<String> records(String sql) {
        return withDatabase(source -> JdbcClient.create(source)
                .sql(sql)
                .query((row, number) -> {
                    List<String> values = new ArrayList<>();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        values.add(text(row, i));
                    }
                    return String.join("|", values);
                })
                .list());
    }

    /** As H2 and PostgreSQL both would have it. */
    private static String text(ResultSet row, int column) throws SQLException {
        boolean isFlag = row.getObject(column) instanceof Boolean;
        return isFlag ? String.valueOf(row.getBoolean(column)) : String.valueOf(row.getString(column));
    }

    public void update(String sql) {
        withDatabase(source -> JdbcClient.create(source).sql(sql).update());
    }

    /** Rows of a query over the tables, columns joined by a bar. */
    public List<String> query(String sql) {
        List<String> rows = new ArrayList<>();
        try (ObjectStores store = new ObjectStores(settings.s3());
                LakeQuery lake = Lake.query(settings, store);
                QueryResult result = lake.run(sql)) {
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 0; i < result.columns().size(); i++) {
                    values.add(String.valueOf(result.value(i)));
                }
                rows.add(String.join("|", values));
            }
        }
        return rows;
    }

    /** Customers in the visits table, each with the file its row is from, in order; none before the first load. */
    public List<String> customers() {
        return generations().stream().allMatch(generation -> generation.files().isEmpty())
                ? List.of()
                : query("select customer_name || ' ' || source from visits order by all");
    }

    /** Current generations, as the catalog shows them. */
    public List<CommitRecord> generations() {
        try (ObjectStores store = new ObjectStores(settings.s3())) {
            return new FileCatalog(store, settings.zones().lake()).all();
        }
    }

    /** Feed, key, revision and status of all loads in the order they were recorded. */
    public List<String> ledger() {
        return records("select source_key, revision, status from ledger order by load_id");
    }

    /** Checksums of all files below the folder but the database's, by path. */
    public SortedMap<String, String> files() {
        SortedMap<String, String> files = new TreeMap<>();
        if (!Files.exists(folder)) {
            return files;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(folder.resolve("db")))
                    .filter(file -> !file.startsWith(folder.resolve("cache")))
                    .forEach(file -> files.put(folder.relativize(file).toString(), checksum(file)));
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String checksum(Path file) {
        try {
            CRC32C crc = new CRC32C();
            crc.update(Files.readAllBytes(file));
            return HexFormat.of().toHexDigits(crc.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
