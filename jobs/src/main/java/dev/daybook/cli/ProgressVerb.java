package dev.daybook.cli;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.ops.ProgressView;
import dev.daybook.ops.RunProgress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code daybook progress}. */
@Command(
        name = "progress",
        description = "Show how far a run is; without EXECUTION all that are running.",
        mixinStandardHelpOptions = true)
final class ProgressVerb implements Callable<Integer> {

    private static final long LOOK_EVERY_MILLIS = 1_000;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DaybookCommand daybook;

    @Parameters(paramLabel = "EXECUTION", arity = "0..1", description = "Number of the run; see `daybook executions`.")
    private @Nullable Long id;

    @Option(
            names = "--follow",
            description = "Look again each second, and tell what has changed, until the runs have ended.")
    private boolean follow;

    @Option(names = "--json", description = "Print an array of JSON objects; with --follow an object per line.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        try (HikariDataSource source = Repository.open(daybook.settings())) {
            RunProgress progress = new RunProgress(source);
            List<ProgressView> runs = id == null ? progress.running() : List.of(progress.of(id));
            if (runs.isEmpty() && !json) {
                daybook.out().println("Nothing is running; see `daybook executions`.");
            } else if (follow) {
                follow(progress, runs);
            } else if (json) {
                daybook.out()
                        .println(Json.of(runs.stream().map(ProgressJson::of).toList()));
            } else {
                runs.forEach(run -> daybook.out().println(ProgressLine.of(run)));
            }
        }
        return 0;
    }

    /** Runs that begin meanwhile are followed too unless one was named. */
    private void follow(RunProgress progress, List<ProgressView> first) throws InterruptedException {
        Map<Long, ProgressLine.Change> told = new LinkedHashMap<>();
        List<ProgressView> runs = first;
        tell(runs, told);
        while (runs.stream().anyMatch(ProgressView::isRunning)) {
            Thread.sleep(LOOK_EVERY_MILLIS);
            runs = lookAgain(progress, runs);
            tell(runs, told);
        }
    }

    private List<ProgressView> lookAgain(RunProgress progress, List<ProgressView> before) {
        List<ProgressView> runs = new ArrayList<>(id == null ? progress.running() : List.of());
        List<Long> found = runs.stream().map(ProgressView::id).toList();
        before.stream()
                .filter(run -> run.isRunning() && !found.contains(run.id()))
                .forEach(run -> runs.add(progress.of(run.id())));
        return runs;
    }

    private void tell(List<ProgressView> runs, Map<Long, ProgressLine.Change> told) {
        for (ProgressView run : runs) {
            ProgressLine.Change change = ProgressLine.changeOf(run);
            if (!change.equals(told.put(run.id(), change))) {
                daybook.out().println(json ? Json.line(ProgressJson.of(run)) : ProgressLine.of(run));
            }
        }
    }
}
