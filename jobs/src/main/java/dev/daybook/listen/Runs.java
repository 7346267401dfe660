package dev.daybook.listen;

import dev.daybook.launch.Admissions;
import dev.daybook.launch.ExitCode;
import dev.daybook.launch.TaskLauncher;
import dev.daybook.launch.TaskLauncher.Task;
import dev.daybook.launch.TaskRequest;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has requests run, unless they are answered by what is on record. */
record Runs(TaskLauncher launcher, Admissions admissions, Stop stop) {

    private static final Logger log = LoggerFactory.getLogger(Runs.class);

    /** Whether a request of this id has been run. It is recorded as a duplicate then. */
    boolean isAnswered(TaskRequest request) {
        Optional<Long> answer = admissions.answerTo(request.job(), request.request());
        answer.ifPresent(execution -> duplicate(
                request,
                "request %s was run already".formatted(request.request().requestId()),
                execution));
        return answer.isPresent();
    }

    /** Records a request that need not be run. */
    void duplicate(TaskRequest request, String reason, long execution) {
        log.info("{}: duplicate of execution {}: {}", request.job(), execution, reason);
        admissions.recordDuplicate(request.job(), request.request(), reason, execution);
    }

    /** Runs a request and waits for its end. */
    Verdict run(TaskRequest request) throws InterruptedException {
        if (stop.isRequested()) {
            return Verdict.STOPPED;
        }
        Task task = launcher.launch(request);
        log.info(
                "{} {} is run by {}, request {}",
                request.job(),
                request.request().parameters(),
                task.name(),
                request.request().requestId());
        int exitCode = stop.await(task);
        boolean isSuccess = exitCode == ExitCode.COMPLETED || exitCode == ExitCode.COMPLETED_WITH_REJECTS;
        log.atLevel(isSuccess ? org.slf4j.event.Level.INFO : org.slf4j.event.Level.WARN)
                .log("{} ended with exit code {} ({})", request.job(), exitCode, task.name());
        if (isSuccess) {
            return Verdict.DONE;
        }
        return stop.isRequested() ? Verdict.STOPPED : Verdict.FAILED;
    }
}
