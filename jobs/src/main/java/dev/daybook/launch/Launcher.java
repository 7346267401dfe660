package dev.daybook.launch;

import dev.daybook.database.Database;
import dev.daybook.failure.DaybookException;
import dev.daybook.settings.Settings;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
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

/** Runs a request: has it admitted, recovers what a dead process left, starts or restarts, and records the decision. */
public final class Launcher {

    /** Longest value the job repository can hold; a longer one would leave an instance that can never run. */
    private static final int MAX_PARAMETER_LENGTH = 2_500;

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
        parameters.forEach(Launcher::requireShort);
        preparations.forEach(BeforeRun::run);
        Admission decision = admission.decide(parameters, prepared);
        if (decision instanceof Admission.Duplicate duplicate) {
            long execution = lastExecutionOf(duplicate.jobInstanceId());
            record(requestedBy, parameters, "DUPLICATE", duplicate.reason(), execution);
            return new Outcome(execution, ExitCode.COMPLETED, duplicate.reason());
        }
        JobParameters jobParameters = ((Admission.Start) decision).parameters();
        recover(jobParameters);
        JobExecution execution = start(jobParameters);
        record(requestedBy, parameters, "STARTED", null, execution.getId());
        return new Outcome(
                execution.getId(),
                ExitCode.of(execution.getStatus(), execution.getExitStatus().getExitCode()),
                null);
    }

    private static void requireShort(String name, String value) {
        if (value.length() >= MAX_PARAMETER_LENGTH) {
            throw DaybookException.configuration("parameter %s has %d characters: expected fewer than %d"
                    .formatted(name, value.length(), MAX_PARAMETER_LENGTH));
        }
    }

    private long lastExecutionOf(long instanceId) {
        JobInstance instance = repository.getJobInstance(instanceId);
        JobExecution last = instance == null ? null : repository.getLastJobExecution(instance);
        if (last == null) {
            throw new IllegalStateException("the ledger names job instance " + instanceId + ", which has no execution");
        }
        return last.getId();
    }

    /**
     * A run that the repository shows as running though its process is gone is marked failed, so that it can be
     * restarted. The embedded database has one process at a time: what it shows cannot be anybody else's.
     */
    private void recover(JobParameters parameters) {
        JobExecution last = repository.getLastJobExecution(job.getName(), parameters);
        if (last == null || !last.isRunning()) {
            return;
        }
        if (!Database.isEmbedded(settings)) {
            throw DaybookException.refused(
                    "%s is %s as execution %d: wait for it".formatted(job.getName(), last.getStatus(), last.getId()));
        }
        operator.recover(last);
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

    private void record(
            String requestedBy,
            Map<String, String> parameters,
            String decision,
            @Nullable String reason,
            long execution) {
        jdbc.sql("insert into admission (requested_at, requested_by, job_name, parameters, decision, reason,"
                        + " job_execution_id) values (?, ?, ?, ?, ?, ?, ?)")
                .param(OffsetDateTime.now(ZoneOffset.UTC))
                .param(requestedBy)
                .param(job.getName())
                .param(parameters.toString())
                .param(decision)
                .param(reason)
                .param(execution)
                .update();
    }
}
