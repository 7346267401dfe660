package dev.daybook.cli;

import dev.daybook.database.Database;
import dev.daybook.execution.CellArchive;
import dev.daybook.failure.DaybookException;
import dev.daybook.sample.BenchVisits;
import dev.daybook.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code daybook train}: goes through the usual verbs once, for the launcher to keep the classes that takes. */
@Command(name = "train", hidden = true, description = "Go through the usual verbs once, in a folder made for it.")
final class TrainVerb implements Callable<Integer> {

    private static final int DAYS = 28;

    /** From this version on the archive holds profiles of methods too, which take many rows to make. */
    private static final int FIRST_JAVA_WITH_PROFILES = 25;

    private static final int ROWS_FOR_PROFILES = 300_000;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DaybookCommand daybook;

    @Parameters(paramLabel = "DIR", description = "An empty folder.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Override
    public Integer call() throws IOException {
        Path export = Files.createDirectories(folder).resolve("training.csv");
        Files.write(export, lines());
        String load = "file=" + export;
        go("run", "legacy-import", load);
        go("run", "legacy-import", load, "--json");
        go("executions");
        go("show", "1", "--json");
        go("rejects", "1");
        go("tables");
        go("check", export.toString(), "--feed", "legacy-visits");
        go("query", "select meeting_type, count(*) from visits group by 1");
        Path data = folder.resolve("data");
        report(load);
        Database.train(Settings.of(Map.of(), data, folder), () -> go("run", "legacy-import", load));
        if (Runtime.version().feature() >= FIRST_JAVA_WITH_PROFILES) {
            Path large = folder.resolve("training-large.csv");
            BenchVisits.write(large, ROWS_FOR_PROFILES, 0.001, 1);
            go("run", "legacy-import", "file=" + large);
        }
        return 0;
    }

    /** Not required to succeed: a machine without fonts makes no reports, and starts other jobs faster all the same. */
    private void report(String load) throws IOException {
        String[] report = {"run", "notebook-report", "report=visits", "from=2021-03-01", "to=2021-03-31"};
        execute(report);
        go("run", "legacy-import", load, "key=again");
        CellArchive.make(folder, () -> execute(report));
    }

    private static List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Date,CustomerName,Salesperson,MeetingType,MeetingSubject,MeetingDetails,Feedback,Legacy");
        for (int day = 1; day <= DAYS; day++) {
            lines.add("%02d/03/21,Aldridge Joinery,Alison Buckley,ADMIN,Visit,\"Details, \"\"quoted\"\"\",Good,TRUE"
                    .formatted(day));
        }
        lines.add("31/02/2021,Aldridge Joinery,Alison Buckley,MEETING,No such day,Details,Bad,TRUE");
        return lines;
    }

    private void go(String... verb) {
        int exit = execute(verb);
        if (exit != 0) {
            throw DaybookException.refused("%s ended with %d".formatted(String.join(" ", verb), exit));
        }
    }

    private int execute(String... verb) {
        List<String> arguments =
                new ArrayList<>(List.of("--data", folder.resolve("data").toString()));
        arguments.addAll(List.of(verb));
        return DaybookCommand.execute(daybook.jobs, arguments.toArray(new String[0]));
    }
}
