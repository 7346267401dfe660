package dev.daybook.launch;

import static dev.daybook.testing.Visits.badRow;
import static dev.daybook.testing.Visits.file;
import static dev.daybook.testing.Visits.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import dev.daybook.jobs.legacyimport.LegacyImport;
import dev.daybook.lease.Leases;
import dev.daybook.lease.RunLease;
import dev.daybook.ops.ExecutionView;
import dev.daybook.settings.Settings;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.OnBothDatabases;
import dev.daybook.testing.TestDatabase;
import dev.daybook.testing.Visits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.springframework.aop.framework.Advised;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.interceptor.TransactionInterceptor;

/** What the repository must hold after requests of every kind. */
@OnBothDatabases
class LauncherTests {

    private static final String JANUARY = "05/01/20";
    private static final String MEETINGS =
            "Minister,Date,Name of Organisation,Purpose of meeting\nA Minister,July,An Organisation,Talks\n";

    @Parameter
    private TestDatabase database;

    @TempDir
    private Path folder;

    private DataFolder data;

    @BeforeEach
    void emptyFolder() {
        data = new DataFolder(folder.resolve("data"), database);
    }

    private Path export(String... rows) {
        return file(folder.resolve("x.csv"), rows);
    }

    @Test
    void theRepositoryIsInTheDatabaseAndCreatesRunsAtReadCommitted() throws Exception {
        SpringApplication application = new SpringApplication(BatchContext.class, new LegacyImport().configuration());
        application.addInitializers(
                context -> ((GenericApplicationContext) context).registerBean(Settings.class, () -> data.settings()));
        try (ConfigurableApplicationContext context = application.run()) {
            JobRepository repository = context.getBean(JobRepository.class);
            Advised proxy = (Advised) repository;
            assertThat(proxy.getTargetClass().getName()).doesNotContain("Resourceless");
            TransactionInterceptor transactions = List.of(proxy.getAdvisors()).stream()
                    .map(advisor -> advisor.getAdvice())
                    .filter(TransactionInterceptor.class::isInstance)
                    .map(TransactionInterceptor.class::cast)
                    .findFirst()
                    .orElseThrow();
            var create = List.of(JobRepository.class.getMethods()).stream()
                    .filter(method -> method.getName().equals("createJobExecution"))
                    .findFirst()
                    .orElseThrow();
            assertThat(transactions
                            .getTransactionAttributeSource()
                            .getTransactionAttribute(create, JobRepository.class)
                            .getIsolationLevel())
                    .isEqualTo(TransactionDefinition.ISOLATION_READ_COMMITTED);
        }
    }

    @Test
    void aValueTheRepositoryCannotHoldIsRefusedBeforeAnyRowIsWritten() {
        Path export = export(row(JANUARY, "One"));
        assertThatThrownBy(() -> data.load(export, "key", "k".repeat(2501)))
                .isInstanceOfSatisfying(
                        DaybookException.class,
                        e -> assertThat(e.kind()).isEqualTo(DaybookException.Kind.CONFIGURATION))
                .hasMessage("parameter key has 2501 characters: expected fewer than 2500");
        assertThatThrownBy(() -> data.load("x".repeat(2501)))
                .isInstanceOf(DaybookException.class)
                .hasMessage("parameter file has 2501 characters: expected fewer than 2500");
        assertNothingIsRecorded();
    }

    @Test
    void aKeyTheLedgerCannotHoldIsRefusedBeforeAnyRowIsWritten() {
        assertThatThrownBy(() -> data.load(export(row(JANUARY, "One")), "key", "k".repeat(501)))
                .isInstanceOf(DaybookException.class)
                .hasMessage("the file's name, its key, has 501 characters: give it a key=… of at most 500");
        assertNothingIsRecorded();
        assertThat(data.load(export(row(JANUARY, "One")), "key", "k".repeat(500))
                        .status())
                .isEqualTo("COMPLETED");
    }

    private void assertNothingIsRecorded() {
        for (String table : List.of("batch_job_instance", "batch_job_execution", "ledger", "admission")) {
            assertThat(data.records("select count(*) from " + table)).as(table).containsExactly("0");
        }
    }

    @Test
    void everyRequestIsRecordedWithWhoAskedAndWhatWasDecided() {
        data.load(export(row(JANUARY, "One")));
        data.load(export(row(JANUARY, "One")));
        data.load(export(badRow(JANUARY, "Two")));
        assertThat(data.records("select requested_by, job_name, decision, job_execution_id is not null, parameters"
                        + " from admission order by admission_id"))
                .containsExactly(
                        "test|legacy-import|STARTED|true|{\"file\":\"%s\"}".formatted(folder.resolve("x.csv")),
                        "test|legacy-import|DUPLICATE|true|{\"file\":\"%s\"}".formatted(folder.resolve("x.csv")),
                        "test|legacy-import|STARTED|true|{\"file\":\"%s\"}".formatted(folder.resolve("x.csv")));
    }

    @Test
    void anInstanceWithoutExecutionAsADeadProcessLeavesItDoesNotBlockItsFile() {
        Path meetings = Visits.text(folder.resolve("meetings.csv"), MEETINGS);
        assertThat(data.load(meetings, "feed", "ministers-meetings").exitCode()).isEqualTo(2);
        for (String table : List.of(
                "batch_step_execution_context",
                "batch_step_execution",
                "batch_job_execution_context",
                "batch_job_execution_params",
                "batch_job_execution")) {
            data.update("delete from " + table);
        }
        assertThat(data.records("select count(*) from batch_job_instance")).containsExactly("1");

        assertThat(data.load(meetings, "feed", "ministers-meetings").exitCode()).isEqualTo(2);

        assertThat(data.records("select count(*) from batch_job_instance")).containsExactly("1");
        assertThat(data.executions()).hasSize(1);
        ExecutionView withYear = data.load(meetings, "feed", "ministers-meetings", "year", "2012");
        assertThat(withYear.status()).isEqualTo("COMPLETED");
        assertThat(withYear.written()).isEqualTo(1);
    }

    @Test
    void aRunWhoseProcessIsGoneIsShownAsFailedOnceAnotherIsStarted() {
        ExecutionView dead = data.load(export(badRow(JANUARY, "One")));
        data.update("update batch_job_execution set status = 'STARTED', end_time = null");
        data.load(file(folder.resolve("y.csv"), row(JANUARY, "Two")));
        assertThat(data.show(dead.id()).status()).isEqualTo("FAILED");
        assertThat(data.show(dead.id()).exitCode()).isEqualTo(1);
        assertThat(data.show(dead.id()).times().endedAt()).isNotNull();
    }

    @Test
    void aLoadedFileWhoseRunLooksFailedIsFinishedRatherThanCalledADuplicate() {
        ExecutionView first = data.load(export(row(JANUARY, "One")));
        data.update("update batch_job_execution set status = 'STARTED', end_time = null");
        ExecutionView second = data.load(export(row(JANUARY, "One")));
        assertThat(second.status()).isEqualTo("COMPLETED");
        assertThat(second.id()).isGreaterThan(first.id());
        assertThat(second.written()).isEqualTo(1);
        assertThat(data.customers()).containsExactly("One legacy-visits/x.csv");
        assertThat(data.load(export(row(JANUARY, "One"))).status()).isEqualTo("DUPLICATE");
    }

    @Test
    void anInterruptedStepIsMarkedSoThatItDoesNotCountAsComplete() {
        StepExecution execution =
                new StepExecution(1, "stage", new JobExecution(1, new JobInstance(1, "job"), new JobParameters()));
        StepInterruptionPolicy policy = data.withDatabase(
                source -> StepGuards.interruption(new RunLease(new Leases(source, Duration.ofMinutes(1)))));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> policy.checkInterrupted(execution)).isInstanceOf(JobInterruptedException.class);
        assertThat(execution.isTerminateOnly()).isTrue();
        assertThat(Thread.interrupted()).isFalse();
    }
}
