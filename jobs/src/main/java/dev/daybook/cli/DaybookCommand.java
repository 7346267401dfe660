package dev.daybook.cli;

import dev.daybook.failure.DaybookException;
import dev.daybook.launch.ExitCode;
import dev.daybook.launch.JobDefinition;
import dev.daybook.logging.LogFormat;
import dev.daybook.logging.StatusLine;
import dev.daybook.settings.Settings;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code daybook}: options every verb has, and how failures are told. */
@Command(
        name = "daybook",
        description = "Daybook turns each day's files, clicks and API data into tables and reports.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionVerb.Provider.class,
        synopsisSubcommandLabel = "VERB",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:completed, or recorded as a duplicate",
            "1:failed",
            "2:bad request or configuration",
            "3:refused, such as already running",
            "4:stopped",
            "5:completed, with more rejected rows than the feed's warning threshold"
        },
        subcommands = {
            RunVerb.class,
            ListenVerb.class,
            BackfillVerb.class,
            CheckVerb.class,
            JobsVerb.class,
            ExecutionsVerb.class,
            ShowVerb.class,
            StopVerb.class,
            RestartVerb.class,
            AbandonVerb.class,
            RecoverVerb.class,
            ProgressVerb.class,
            RejectsVerb.class,
            ReplayVerb.class,
            TablesVerb.class,
            ReportsVerb.class,
            ViewVerb.class,
            RollbackVerb.class,
            SyncStateVerb.class,
            MaintenanceVerb.class,
            NoticesVerb.class,
            QueryVerb.class,
            DemoVerb.class,
            BenchVerb.class,
            TrainVerb.class,
            VersionVerb.class
        })
public final class DaybookCommand {

    private static final Logger log = LoggerFactory.getLogger(DaybookCommand.class);

    final List<JobDefinition> jobs;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Folder of all zones and the database (default: $DAYBOOK_DATA, else ./var).")
    @Nullable
    Path data;

    @Option(names = "--stacktrace", scope = ScopeType.INHERIT, description = "Show where a failure came from.")
    boolean stacktrace;

    private final Map<String, String> environment;

    private DaybookCommand(List<JobDefinition> jobs, Map<String, String> environment) {
        this.jobs = jobs;
        this.environment = environment;
    }

    /**
     * Runs a command line.
     *
     * @return the exit code, as listed in the help
     */
    public static int execute(List<JobDefinition> jobs, String... arguments) {
        return execute(jobs, System.getenv(), arguments);
    }

    /** @param environment settings are taken from */
    public static int execute(List<JobDefinition> jobs, Map<String, String> environment, String... arguments) {
        DaybookCommand daybook = new DaybookCommand(jobs, environment);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        if (Terminal.isThere(System.getenv())) {
            StatusLine.drawOn(err);
        }
        return new CommandLine(daybook)
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(err)
                .setExecutionExceptionHandler((failure, command, parsed) -> daybook.tell(failure, command))
                .setParameterExceptionHandler(DaybookCommand::tellUsage)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(SpringStyle.withVerb(environment, arguments));
    }

    Settings settings() {
        return Settings.of(environment, data, Path.of("").toAbsolutePath());
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private int tell(Exception failure, CommandLine command) {
        PrintWriter err = command.getErr();
        if (stacktrace) {
            failure.printStackTrace(err);
        }
        if (failure instanceof DaybookException actionable) {
            say(err, actionable.getMessage());
            return ExitCode.of(actionable.kind());
        }
        say(err, failure + (stacktrace ? "" : " (this is a bug; --stacktrace shows where)"));
        return ExitCode.FAILED;
    }

    /** Where log lines are data, standard error has nothing else. */
    private static void say(PrintWriter err, @Nullable String message) {
        if (LogFormat.isJson(System.getenv())) {
            log.error(message);
        } else {
            err.println("daybook: " + message);
        }
    }

    private static int tellUsage(CommandLine.ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("daybook: " + failure.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
        err.println("See `%s --help`.".formatted(command.getCommandSpec().qualifiedName()));
        return ExitCode.BAD_REQUEST;
    }
}
