package dev.daybook.cells;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Cells outside Daybook, in a Java kernel of Jupyter: values by the kernel's {@link Display}, as text on the console where
 * there is none; queries by a DuckDB of their own.
 */
final class ForeignKernel {

    private static final String EXTRACTS = "DAYBOOK_EXTRACTS";

    private ForeignKernel() {}

    static void show(Shown shown) {
        ServiceLoader.load(Display.class, ForeignKernel.class.getClassLoader())
                .findFirst()
                .ifPresentOrElse(display -> display.show(shown), () -> print(shown));
    }

    private static void print(Shown shown) {
        PrintStream console = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        console.println(shown.plain());
    }

    static Table query(String sql) {
        String folder = System.getenv(EXTRACTS);
        if (folder == null) {
            throw new CellException("sql: " + EXTRACTS + " is not set: name the folder of the archived extracts");
        }
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            for (Path file : files(Path.of(folder))) {
                String name = file.getFileName().toString().replaceFirst("\\.parquet$", "");
                statement.execute("create view \"%s\" as from read_parquet('%s')"
                        .formatted(name.replace("\"", "\"\""), file.toString().replace("'", "''")));
            }
            return table(statement.executeQuery(sql));
        } catch (SQLException e) {
            throw new CellException("sql: " + e.getMessage(), e);
        }
    }

    private static List<Path> files(Path folder) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.parquet")) {
            found.forEach(files::add);
            return files;
        } catch (IOException e) {
            throw new CellException(
                    "sql: the extracts in %s cannot be listed: %s".formatted(folder, e.getMessage()), e);
        }
    }

    private static Table table(ResultSet result) throws SQLException {
        ResultSetMetaData about = result.getMetaData();
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= about.getColumnCount(); i++) {
            columns.add(about.getColumnName(i));
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        while (result.next()) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                boolean isLocal = about.getColumnTypeName(i).equals("TIMESTAMP");
                row.add(plain(isLocal ? result.getObject(i, LocalDateTime.class) : result.getObject(i)));
            }
            rows.add(row);
        }
        return new Table(columns, rows);
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        return value instanceof OffsetDateTime time ? time.toInstant() : value;
    }
}
