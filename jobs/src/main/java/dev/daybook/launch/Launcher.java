package dev.daybook.launch;

import dev.daybook.database.Database;
import dev.daybook.failure.DaybookException;
import dev.daybook.settings.Settings;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.InvalidJobParametersException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobExecutionAlreadyRunningException;
import org.springframework.batch.core.launch.JobInstanceAlreadyCompleteException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.launch.JobRestartException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** Runs a request: has it admitted, recovers what a dead process left, starts or restarts, and records the decision. */
public final class Launcher {

    /** Longest value the job repository can hold; a longer one would leave an instance that can never run. */
    private static final int MAX_PARAMETER_LENGTH = 2_500;

    private static final int MAX_REASON_LENGTH = 2_000;

    private final Settings settings;
    private final Job job;
    private final JobAdmission admission;
    private final JobOperator operator;
    private final JobRepository repository;
    private final List<BeforeRun> preparations;
    private final JdbcClient jdbc;

    public Launcher(
            Settings settings,
            Job job,
            JobAdmission admission,
            JobOperator operator,
            JobRepository repository,
            List<BeforeRun> preparations,
            DataSource source) {
        this.settings = settings;
        this.job = job;
        this.admission = admission;
        this.operator = operator;
        this.repository = repository;
        this.preparations = List.copyOf(preparations);
        this.jdbc = JdbcClient.create(source);
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
     * @param requestedBy who asks, for the record
     * @throws DaybookException when the request is refused or cannot be understood
     */
    public Outcome run(Map<String, String> parameters, Map<String, Object> prepared, String requestedBy) {
        requireShort(parameters);
        recoverDead();
        preparations.forEach(BeforeRun::run);
        Admission decision = admission.decide(parameters, prepared);
        if (decision instanceof Admission.Duplicate duplicate) {
            JobExecution last = lastExecutionOf(duplicate.jobInstanceId());
            if (last.getStatus() == BatchStatus.COMPLETED || last.isRunning()) {
                long request = record(requestedBy, parameters, "DUPLICATE", duplicate.reason());
                setExecution(request, last.getId());
                return new Outcome(last.getId(), ExitCode.COMPLETED, duplicate.reason());
            }
            return start(last.getJobParameters(), parameters, requestedBy);
        }
        return start(((Admission.Start) decision).parameters(), parameters, requestedBy);
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

    private Outcome start(JobParameters jobParameters, Map<String, String> parameters, String requestedBy) {
        jobParameters.forEach(parameter -> requireShort(parameter.name(), String.valueOf(parameter.value())));
        removeOrphan(jobParameters);
        long request = record(requestedBy, parameters, "STARTED", null);
        try {
            JobExecution execution = start(jobParameters);
            setExecution(request, execution.getId());
            return new Outcome(
                    execution.getId(),
                    ExitCode.of(execution.getStatus(), execution.getExitStatus().getExitCode()),
                    null);
        } catch (DaybookException e) {
            setRefused(request, String.valueOf(e.getMessage()));
            throw e;
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

    /**
     * Runs that the repository shows as running though their process is gone are marked failed, so that they can be
     * restarted. The embedded database has one process at a time: what it shows cannot be anybody else's.
     */
    private void recoverDead() {
        if (Database.isEmbedded(settings)) {
            repository.findRunningJobExecutions(job.getName()).forEach(operator::recover);
        }
    }

    /**
     * A process that died between recording an instance and its execution leaves an instance that Batch will not start
     * (TRAPS B5).
     */
    private void removeOrphan(JobParameters parameters) {
        JobInstance instance = repository.getJobInstance(job.getName(), parameters);
        if (instance == null) {
            return;
        }
        Optional<JobExecution> last = lastExecutionOf(instance);
        if (last.isEmpty() && Database.isEmbedded(settings)) {
            repository.deleteJobInstance(instance);
        }
        last.filter(JobExecution::isRunning).ifPresent(running -> {
            throw DaybookException.refused("%s is %s as execution %d: wait for it"
                    .formatted(job.getName(), running.getStatus(), running.getId()));
        });
    }

    private JobExecution start(JobParameters parameters) {
        try {
            return operator.start(job, parameters);
        } catch (JobExecutionAlreadyRunningException | JobRestartException | JobInstanceAlreadyCompleteException e) {
            throw DaybookException.refused(job.getName() + " was refused: " + e.getMessage());
        } catch (InvalidJobParametersException e) {
            throw DaybookException.configuration(job.getName() + ": " + e.getMessage());
        }
    }

    private long record(String requestedBy, Map<String, String> parameters, String decision, @Nullable String reason) {
        GeneratedKeyHolder id = new GeneratedKeyHolder();
        jdbc.sql("insert into admission (requested_at, requested_by, job_name, parameters, decision, reason)"
                        + " values (?, ?, ?, ?, ?, ?)")
                .param(OffsetDateTime.now(ZoneOffset.UTC))
                .param(requestedBy)
                .param(job.getName())
                .param(parameters.toString())
                .param(decision)
                .param(reason)
                .update(id, "admission_id");
        return Objects.requireNonNull(id.getKey()).longValue();
    }

    private void setExecution(long request, long execution) {
        jdbc.sql("update admission set job_execution_id = ? where admission_id = ?")
                .params(execution, request)
                .update();
    }

    private void setRefused(long request, String reason) {
        jdbc.sql("update admission set decision = 'REFUSED', reason = ? where admission_id = ?")
                .params(reason.substring(0, Math.min(reason.length(), MAX_REASON_LENGTH)), request)
                .update();
    }
}
