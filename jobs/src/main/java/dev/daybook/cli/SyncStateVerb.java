package dev.daybook.cli;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.failure.DaybookException;
import dev.daybook.launch.ExitCode;
import dev.daybook.ops.Operator;
import dev.daybook.settings.Settings;
import dev.daybook.sync.SourceState;
import dev.daybook.sync.SyncDesk;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code daybook sync-state}. */
@Command(
        name = "sync-state",
        description = "Show what is known of the files of sources that are copied, or have some fetched anew.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "State: DUE is fetched by the next run, CURRENT was as it is, MISSING is not listed any more, DELETED was",
            "missing in as many listings as the source asks for."
        })
final class SyncStateVerb implements Callable<Integer> {

    private static final int HASH_DIGITS = 12;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DaybookCommand daybook;

    @Parameters(
            paramLabel = "SOURCE",
            arity = "0..1",
            description = "Name of a source (default: all that were copied).")
    private @Nullable String source;

    @ArgGroup
    private @Nullable Reset reset;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why something is reset, for the record.")
    private @Nullable String reason;

    @Option(names = "--json", description = "Print an array of JSON objects.")
    private boolean json;

    /** What is to be fetched and loaded anew. */
    private static final class Reset {

        @Option(
                names = "--reset",
                paramLabel = "FILE",
                description = "Have a file fetched and loaded anew by the next run.")
        private @Nullable String file;

        @Option(names = "--reset-all", description = "Have all files of the source fetched and loaded anew.")
        private boolean all;
    }

    @Override
    public Integer call() {
        Settings settings = daybook.settings();
        try (HikariDataSource database = Repository.open(settings)) {
            SyncDesk desk = new SyncDesk(database, settings);
            if (reset != null) {
                reset(desk, reset);
            }
            List<SourceState> states = source == null ? desk.states() : List.of(desk.state(source));
            if (json) {
                daybook.out().println(Json.of(states));
            } else {
                states.forEach(this::print);
            }
        }
        return ExitCode.COMPLETED;
    }

    private void reset(SyncDesk desk, Reset which) {
        if (source == null) {
            throw DaybookException.configuration("name the source to reset files of");
        }
        int files = desk.reset(source, which.file, Operator.ofCommandLine(reason));
        if (!json) {
            daybook.out()
                    .println("%,d %s of %s: fetched and loaded anew by the next run"
                            .formatted(files, files == 1 ? "file" : "files", source));
        }
    }

    private void print(SourceState state) {
        daybook.out()
                .println("%s%s"
                        .formatted(
                                state.source(),
                                state.listedAt() == null ? "" : ", listed " + Texts.time(state.listedAt())));
        for (SourceState.File file : state.files()) {
            daybook.out()
                    .println("  %-8s %-30s %,14d %-12s %-19s %s"
                            .formatted(
                                    file.state(),
                                    file.name(),
                                    file.size() == null ? 0 : file.size(),
                                    file.sha256() == null ? "" : file.sha256().substring(0, HASH_DIGITS),
                                    Texts.time(file.checkedAt()),
                                    file.feed() == null ? "" : file.feed() + " " + file.load())
                            .stripTrailing());
        }
    }
}
