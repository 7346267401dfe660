package dev.daybook.cli;

import dev.daybook.launch.Launcher;
import dev.daybook.ops.ExecutionView;
import dev.daybook.ops.Executions;
import javax.sql.DataSource;

/** How the end of a run is told. */
final class RunAnswer {

    private RunAnswer() {}

    /** @return the exit code */
    static int print(DaybookCommand daybook, Launcher.Outcome outcome, DataSource database, boolean json) {
        ExecutionView answer = new Executions(database).answer(outcome);
        daybook.out().println(json ? Json.of(answer) : Texts.summary(answer));
        return outcome.exitCode();
    }
}
