package dev.daybook.testing;

import dev.daybook.cli.DaybookCommand;
import dev.daybook.jobs.historyexport.HistoryExport;
import dev.daybook.jobs.legacyimport.LegacyImport;
import dev.daybook.launch.JobDefinition;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a command line, run in this process, has printed, and its exit code. */
public record CommandLineAnswer(int exitCode, String out, String err) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<JobDefinition> JOBS = List.of(new LegacyImport(), new HistoryExport());

    public static CommandLineAnswer of(DataFolder data, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--data");
        all.add(data.folder().toString());
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
        try {
            int exitCode = DaybookCommand.execute(JOBS, data.environment(), all.toArray(String[]::new));
            return new CommandLineAnswer(
                    exitCode, outBytes.toString(StandardCharsets.UTF_8), errBytes.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    public JsonNode json() {
        return JSON.readTree(out);
    }
}
