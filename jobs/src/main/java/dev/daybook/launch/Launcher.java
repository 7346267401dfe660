package dev.daybook.launch;

import dev.daybook.failure.DaybookException;
import dev.daybook.launch.Admissions.Decision;
import dev.daybook.lease.RunLease;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.AbstractJob;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.InvalidJobParametersException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobExecutionAlreadyRunningException;
import org.springframework.batch.core.launch.JobInstanceAlreadyCompleteException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.launch.JobRestartException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.dao.DuplicateKeyException;

/**
 * Runs a request: recovers what a dead process left, takes the lease of what the request is about, has it admitted,
 * starts or restarts, and records the decision.
 */
public final class Launcher {

    /** Longest value the job repository can hold; a longer one would leave an instance that can never run. */
    private static final int MAX_PARAMETER_LENGTH = 2_500;

    private final AbstractJob job;
    private final JobAdmission admission;
    private final JobOperator operator;
    private final JobRepository repository;
    private final List<BeforeRun> preparations;
    private final RunLease lease;
    private final Recovery recovery;
    private final Admissions admissions;
    private final Telling telling;

    Launcher(
            AbstractJob job,
            JobAdmission admission,
            JobOperator operator,
            JobRepository repository,
            List<BeforeRun> preparations,
            RunLease lease,
            Recovery recovery,
            Admissions admissions,
            Telling telling) {
        this.job = job;
        this.admission = admission;
        this.operator = operator;
        this.repository = repository;
        this.preparations = List.copyOf(preparations);
        this.lease = lease;
        this.recovery = recovery;
        this.admissions = admissions;
        this.telling = telling;
    }

    /**
     * How a request ended.
     *
     * @param executionId of the run, or of the one whose effect makes this request a duplicate
     * @param duplicateReason null when the request was run
     */
    public record Outcome(
            long executionId, int exitCode, @Nullable String duplicateReason) {}

    /**
     * @param prepared what the job's definition has prepared
     * @throws DaybookException when the request is refused, cannot be understood, or was told to stop before it began
     */
    Outcome run(Request request, Map<String, Object> prepared) {
        requireShort(request.parameters());
        requireNotStopped();
        recovery.recoverAll(job.getName());
        telling.tellLate(job.getName());
        take(request, prepared);
        try (lease) {
            preparations.forEach(BeforeRun::run);
            Outcome outcome = decide(request, prepared);
            lease.requireHeld();
            return outcome;
        } catch (RuntimeException e) {
            throw lease.isLost() ? lossOr(e) : e;
        }
    }

    /** Refused requests are on record too: somebody may wonder why nothing ran. */
    private void take(Request request, Map<String, Object> prepared) {
        String subject = admission.subject(request.parameters(), prepared);
        try {
            lease.acquire(job.getName() + "/" + subject, job.getName());
        } catch (DaybookException e) {
            admissions.record(job.getName(), request, Decision.REFUSED, e.getMessage(), null);
            throw e;
        }
    }

    /** Whatever a run without its lease fails with, the loss is why. */
    private RuntimeException lossOr(RuntimeException failure) {
        try {
            lease.requireHeld();
            return failure;
        } catch (DaybookException loss) {
            return loss;
        }
    }

    private void requireNotStopped() {
        lease.stopRequest().ifPresent(by -> {
            throw new DaybookException(
                    DaybookException.Kind.STOPPED,
                    "%s was told to stop by %s before it began".formatted(job.getName(), by));
        });
    }

    private Outcome decide(Request request, Map<String, Object> prepared) {
        Admission decision = admission.decide(request.parameters(), prepared);
        if (decision instanceof Admission.Duplicate duplicate) {
            JobExecution last = lastExecutionOf(duplicate.jobInstanceId());
            if (last.getStatus() == BatchStatus.COMPLETED) {
                admissions.record(job.getName(), request, Decision.DUPLICATE, duplicate.reason(), last.getId());
                return new Outcome(last.getId(), ExitCode.COMPLETED, duplicate.reason());
            }
            return start(last.getJobParameters(), request);
        }
        return start(((Admission.Start) decision).parameters(), request);
    }

    /**
     * Refuses values the job repository cannot hold: they would leave an instance that can never run.
     *
     * @throws DaybookException of kind CONFIGURATION
     */
    static void requireShort(Map<String, String> parameters) {
        parameters.forEach(Launcher::requireShort);
    }

    private static void requireShort(String name, String value) {
        if (value.length() >= MAX_PARAMETER_LENGTH) {
            throw DaybookException.configuration("parameter %s has %d characters: expected fewer than %d"
                    .formatted(name, value.length(), MAX_PARAMETER_LENGTH));
        }
    }

    private Outcome start(JobParameters jobParameters, Request request) {
        jobParameters.forEach(parameter -> requireShort(parameter.name(), String.valueOf(parameter.value())));
        requireInstance(jobParameters, request);
        requireNotStopped();
        clearTheWay(jobParameters);
        long number = admissions.record(job.getName(), request, Decision.STARTED, null, null);
        try {
            job.registerJobExecutionListener(new RunNotes(admissions, lease, number));
            job.registerJobExecutionListener(new NoticeListener(telling, request));
            JobExecution execution = start(jobParameters);
            return new Outcome(
                    execution.getId(),
                    ExitCode.of(execution.getStatus(), execution.getExitStatus().getExitCode()),
                    null);
        } catch (DaybookException e) {
            admissions.setRefused(number, e.getMessage());
            throw e;
        }
    }

    private void requireInstance(JobParameters parameters, Request request) {
        JobInstance instance = repository.getJobInstance(job.getName(), parameters);
        if (request.restartOf() != null && (instance == null || instance.getId() != request.restartOf())) {
            throw DaybookException.refused(
                    "what this run was about has changed since, so that it cannot be gone on with: run it as a new request, `daybook run %s …`"
                            .formatted(job.getName()));
        }
    }

    private JobExecution lastExecutionOf(long instanceId) {
        return Optional.ofNullable(repository.getJobInstance(instanceId))
                .flatMap(this::lastExecutionOf)
                .orElseThrow(() -> new IllegalStateException(
                        "the ledger names job instance " + instanceId + ", which has no execution"));
    }

    private Optional<JobExecution> lastExecutionOf(JobInstance instance) {
        return Optional.ofNullable(repository.getLastJobExecution(instance));
    }

    /** Whoever worked on this instance before is gone, as the lease is ours: also one that died before it was noted. */
    private void clearTheWay(JobParameters parameters) {
        JobInstance instance = repository.getJobInstance(job.getName(), parameters);
        if (instance == null) {
            return;
        }
        Optional<JobExecution> last = lastExecutionOf(instance);
        if (last.isEmpty()) {
            repository.deleteJobInstance(instance);
        } else {
            recovery.end(last.get().getId(), BatchStatus.FAILED, "its process ended without a word");
        }
    }

    private JobExecution start(JobParameters parameters) {
        try {
            return operator.start(job, parameters);
        } catch (JobExecutionAlreadyRunningException | JobRestartException | JobInstanceAlreadyCompleteException e) {
            throw DaybookException.refused(job.getName() + " was refused: " + e.getMessage());
        } catch (DuplicateKeyException e) {
            throw DaybookException.refused(job.getName() + " is running already: see `daybook executions`");
        } catch (InvalidJobParametersException e) {
            throw DaybookException.configuration(job.getName() + ": " + e.getMessage());
        }
    }
}
