package dev.daybook.execution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.cells.CellException;
import dev.daybook.cells.Table;
import dev.daybook.notebook.Cell;
import dev.daybook.notebook.Notebook;
import dev.daybook.notebook.NotebookSchema;
import dev.daybook.notebook.Parameters;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cells run for real, in a process of their own. */
class NotebookRunTests {

    private static final CellProcess.Limits LIMITS = new CellProcess.Limits(128, Duration.ofMinutes(2));
    /** Tablesaw, and what its columns are made of. */
    private static final List<Path> JARS =
            List.of(jarOf(tech.tablesaw.api.Table.class), jarOf(it.unimi.dsi.fastutil.ints.IntIterable.class));

    private static final String IMPORT = "import static dev.daybook.cells.Cells.*;";

    @TempDir
    Path folder;

    private record Done(Notebook notebook, Optional<NotebookRun.Failure> failure) {

        Cell cell(int number) {
            return notebook.cells().get(number - 1);
        }

        String outputs(int cell) {
            return cell(cell).outputs().toString();
        }
    }

    private static Path jarOf(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    private Done run(String... sources) {
        return run(LIMITS, sql -> Table.of(List.of("n"), List.of(List.of(1L))), sources);
    }

    private Done run(CellProcess.Limits limits, Function<String, Table> queries, String... sources) {
        List<String> cells = new ArrayList<>();
        for (String source : sources) {
            cells.add(
                    "{\"cell_type\":\"code\",\"id\":\"c%d\",\"metadata\":{},\"execution_count\":9,\"outputs\":[],\"source\":%s}"
                            .formatted(cells.size() + 1, Parameters.text(source)));
        }
        String json = "{\"cells\":[%s],\"metadata\":{},\"nbformat\":4,\"nbformat_minor\":5}"
                .formatted(String.join(",", cells));
        Notebook notebook = Notebook.read(json.getBytes(UTF_8), "test.ipynb");
        try (CellProcess process = CellProcess.start(limits, folder, JARS)) {
            Optional<NotebookRun.Failure> failure =
                    new NotebookRun(process, limits, queries, Clock.systemUTC()).run(notebook);
            assertThat(NotebookSchema.faults(new String(notebook.toBytes(), UTF_8)))
                    .isEmpty();
            return new Done(notebook, failure);
        }
    }

    @Test
    void tablesOfTablesawAreShownAsOurs() {
        Done done = run(
                IMPORT
                        + "import tech.tablesaw.api.*;\nvar disks = Table.create(\"disks\", StringColumn.create(\"disk\", \"<A>\", \"B\"),"
                        + " IntColumn.create(\"sold\", 12000, 7), DateColumn.create(\"first_day\", java.time.LocalDate.of(2026, 3, 1), null));",
                "show(disks)",
                "disks.where(disks.intColumn(\"sold\").isLessThan(10))");

        assertThat(done.failure()).isEmpty();
        assertThat(done.outputs(2)).contains("disk    sold  first_day", "<td>&lt;A&gt;</td>", "12,000", "2026-03-01");
        assertThat(done.outputs(3)).contains("text/html", "<td>B</td>").doesNotContain("12,000");
    }

    @Test
    void cellsSeeWhatThoseBeforeDeclaredAndTheirOutputsAreKept() {
        Done done = run(
                "%jars anything.jar\n// a comment\nimport java.util.List;\nint a = 20;\nString name() { return \"ä→\" + b; }\nint b = 22;",
                "System.out.println(name());\nSystem.err.print(\"warned\");\nfor (int i = 0; i < 2; i++) {\n  System.out.println(i);\n}",
                "List.of(a + b)",
                "a + b;");

        assertThat(done.failure()).isEmpty();
        assertThat(done.cell(1).outputs()).isEmpty();
        assertThat(done.outputs(2)).contains("ä→22\\n", "warned", "0\\n", "1\\n");
        assertThat(done.outputs(3))
                .isEqualTo(
                        "[{\"data\":{\"text/plain\":[\"[42]\"]},\"metadata\":{},\"execution_count\":3,\"output_type\":\"execute_result\"}]");
        assertThat(done.outputs(4)).isEqualTo("[]");
        assertThat(done.notebook().cells().stream().map(Cell::executionCount).map(Optional::get))
                .containsExactly(1, 2, 3, 4);
        assertThat(done.cell(2)
                        .metadata()
                        .path("execution")
                        .path("shell.execute_reply")
                        .asString())
                .endsWith("Z");
    }

    @Test
    void queriesAreAnsweredOutsideAndMoneyStaysExact() {
        List<String> asked = new ArrayList<>();
        Done done = run(
                LIMITS,
                sql -> {
                    asked.add(sql);
                    return Table.of(
                            List.of("name", "revenue"),
                            List.of(
                                    List.of("<b>", new BigDecimal("12345678901234.56")),
                                    List.of("x", new BigDecimal("0.10"))));
                },
                IMPORT
                        + "\nvar t = sql(\"select 1\");\nshow(t);\nnumber(t.numbers(\"revenue\").stream().reduce((x, y) -> x.add(y)).get())");

        assertThat(done.failure()).isEmpty();
        assertThat(asked).containsExactly("select 1");
        assertThat(done.outputs(1))
                .contains("12,345,678,901,234.66", "12,345,678,901,234.56", "&lt;b&gt;", "display_data");
    }

    @Test
    void aRefusedQueryFailsTheCell() {
        Done done = run(
                LIMITS,
                sql -> {
                    throw new CellException("no table nowhere");
                },
                IMPORT + "\nsql(\"from nowhere\")");
        assertThat(done.failure().orElseThrow().error())
                .isEqualTo("dev.daybook.cells.CellException: sql: no table nowhere");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            throw new IllegalStateException("no such day");                  | java.lang.IllegalStateException: no such day
            int f() { return f(); } f();                                      | java.lang.StackOverflowError
            int x = "text";                                                   | CompilationError: incompatible types: java.lang.String cannot be converted to int
            nowhere.call()                                                    | CompilationError: cannot find symbol
            Missing m = null;                                                 | CompilationError: cannot find symbol
            if (true) {                                                       | CompilationError
            System.exit(0);                                                   | DeadKernel: the process of the cells ended, exit code 0
            var t = new Thread(() -> { throw new RuntimeException("beside"); }); t.start(); t.join(); | java.lang.RuntimeException: beside
            var all = new java.util.ArrayList<long[]>(); while (true) all.add(new long[1_000_000]); | DeadKernel: the process of the cells ended, exit code 3: Terminating due to java.lang.OutOfMemoryError: Java heap space
            """)
    void anExceptionInAnyFormFailsTheCellAndThoseBehindAreNotRun(String source, String error) {
        Done done = run("1 + 1", source, "System.out.println(\"not run\")");

        assertThat(done.failure().orElseThrow().error()).startsWith(error);
        assertThat(done.failure().orElseThrow().cell()).isEqualTo(2);
        assertThat(done.failure().orElseThrow().id()).isEqualTo("c2");
        assertThat(done.outputs(2)).contains("\"output_type\":\"error\"");
        assertThat(done.cell(3).outputs()).isEmpty();
        assertThat(done.cell(3).executionCount()).isEmpty();
    }

    @Test
    void aCellThatRunsTooLongIsEnded() {
        CellProcess.Limits short_ = new CellProcess.Limits(128, Duration.ofSeconds(8));
        Done done =
                run(short_, sql -> Table.of(List.of(), List.of()), "System.out.println(\"begun\");\nwhile (true) { }");
        assertThat(done.failure().orElseThrow().error())
                .isEqualTo("CellTimeout: the cell ran longer than 8 s and was ended");
        assertThat(done.outputs(1)).contains("begun");
    }

    @Test
    void chartsAreShownInAllForms() {
        Done done = run(
                IMPORT
                        + "\nhorizontalBars(\"Most sold\", table(java.util.List.of(\"p\", \"n\"), java.util.List.of(java.util.List.of(\"Диск 製品\", 12))), \"p\", \"n\")");
        assertThat(done.failure()).isEmpty();
        assertThat(done.outputs(1))
                .contains("image/svg+xml", "image/png", "Most sold: horizontal bar chart. Диск 製品 12");
    }
}
