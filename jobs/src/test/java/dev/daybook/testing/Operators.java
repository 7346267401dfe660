package dev.daybook.testing;

import dev.daybook.jobs.legacyimport.LegacyImport;
import dev.daybook.launch.JobRunner;
import dev.daybook.ops.ExecutionView;
import dev.daybook.ops.Operator;
import dev.daybook.ops.RunDesk;
import java.util.function.Function;

/** What operators do to the runs of a data folder, in this process. */
public record Operators(DataFolder data) {

    /** Restarts a run and waits for its end. */
    public ExecutionView restart(long execution) {
        RunDesk.Restart restart = at(desk -> desk.restart(execution, new Operator("test", "to try again")));
        return data.show(JobRunner.run(new LegacyImport(), restart.request(), data.settings())
                .executionId());
    }

    /** Uses the desk, in the name of {@code test}. */
    public <T> T at(Function<RunDesk, T> use) {
        return data.withDatabase(source -> use.apply(new RunDesk(source, data.settings())));
    }
}
