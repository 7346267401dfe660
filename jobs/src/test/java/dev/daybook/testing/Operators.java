package dev.daybook.testing;

import dev.daybook.jobs.legacyimport.LegacyImport;
import dev.daybook.launch.JobRunner;
import dev.daybook.ops.ExecutionView;
import dev.daybook.ops.Operator;
import dev.daybook.ops.RunDesk;
import java.util.function.Function;

/** What operators do to the runs of a data folder, in this process. */
public record Operators(DataFolder data) {

    /** Restarts a run and waits for its end; a DUPLICATE is the answer when somebody else did. */
    public ExecutionView restart(long execution) {
        RunDesk.Restart restart = at(desk -> desk.restart(execution, new Operator("test", "to try again")));
        return data.answer(JobRunner.run(new LegacyImport(), restart.request(), data.settings()));
    }

    /** Uses the desk, in the name of {@code test}. */
    public <T> T at(Function<RunDesk, T> use) {
        return data.withDatabase(source -> use.apply(new RunDesk(source, data.settings())));
    }
}
