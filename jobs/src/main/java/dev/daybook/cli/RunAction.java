package dev.daybook.cli;

import dev.daybook.ops.ExecutionView;
import dev.daybook.ops.Operator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every verb takes by which somebody acts on one run. */
final class RunAction {

    @Parameters(paramLabel = "EXECUTION", description = "Number of the run; see `daybook executions`.")
    private long id;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
    private @Nullable String reason;

    @Option(names = "--json", description = "Print the run as one JSON object.")
    private boolean json;

    long id() {
        return id;
    }

    Operator by() {
        return Operator.ofCommandLine(reason);
    }

    boolean isJson() {
        return json;
    }

    /** @param text to be printed unless JSON was asked for */
    String print(ExecutionView run, String text) {
        return json ? Json.of(run) : text;
    }
}
