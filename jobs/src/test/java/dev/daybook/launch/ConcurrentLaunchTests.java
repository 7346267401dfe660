package dev.daybook.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.database.Database;
import dev.daybook.settings.Settings;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Many launches at once on PostgreSQL, by the repository as application.properties sets it up. */
class ConcurrentLaunchTests {

    private static final int THREADS = 8;

    @TempDir
    private Path folder;

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({DataSourceTransactionManagerAutoConfiguration.class, BatchJdbcAutoConfiguration.class})
    static class Repository {

        @Bean
        HikariDataSource dataSource(Settings settings) {
            return Database.open(settings);
        }
    }

    /**
     * @param failed launches that ended in an exception
     * @param completed executions on record
     * @param orphans instances without an execution
     */
    private record Launches(int failed, int completed, int orphans) {}

    @Test
    void noneFailsAndNoneLeavesAnInstanceWithoutExecution() {
        assertThat(launch(80)).isEqualTo(new Launches(0, 80, 0));
    }

    @Test
    @Tag("crash")
    void noneOfFourHundredFailsAndNoneLeavesAnInstanceWithoutExecution() {
        assertThat(launch(400)).isEqualTo(new Launches(0, 400, 0));
    }

    /** Why the setting is there; when this fails it may go. */
    @Test
    @Tag("crash")
    void byBatchsOwnIsolationSomeFail() {
        Launches launches = launch(400, "--spring.batch.jdbc.isolation-level-for-create=serializable");
        assertThat(launches.failed()).isPositive();
        assertThat(launches.completed()).isEqualTo(400 - launches.failed());
    }

    private Launches launch(int count, String... arguments) {
        Settings settings = new DataFolder(folder, TestDatabase.POSTGRESQL).settings();
        SpringApplication application = new SpringApplication(Repository.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.addInitializers(
                context -> ((GenericApplicationContext) context).registerBean(Settings.class, () -> settings));
        try (ConfigurableApplicationContext context = application.run(arguments)) {
            int failed = launchAll(context, count);
            JdbcClient jdbc = JdbcClient.create(context.getBean(HikariDataSource.class));
            return new Launches(
                    failed,
                    count(jdbc, "batch_job_execution where status = 'COMPLETED'"),
                    count(
                            jdbc,
                            "batch_job_instance i where not exists (select 1 from batch_job_execution e"
                                    + " where e.job_instance_id = i.job_instance_id)"));
        }
    }

    private static int count(JdbcClient jdbc, String rows) {
        return jdbc.sql("select count(*) from " + rows).query(Integer.class).single();
    }

    private static int launchAll(ConfigurableApplicationContext context, int count) {
        JobOperator operator = context.getBean(JobOperator.class);
        Job job = job(context);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<JobExecution>> launched = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long number = i;
            launched.add(threads.submit(() -> operator.start(
                    job, new JobParametersBuilder().addLong("number", number).toJobParameters())));
        }
        threads.shutdown();
        return (int) launched.stream().filter(launch -> !isCompleted(launch)).count();
    }

    private static Job job(ConfigurableApplicationContext context) {
        JobRepository repository = context.getBean(JobRepository.class);
        Step nothing = new StepBuilder("nothing", repository)
                .tasklet(
                        (contribution, chunk) -> RepeatStatus.FINISHED,
                        context.getBean(PlatformTransactionManager.class))
                .build();
        return new JobBuilder("tiny", repository).start(nothing).build();
    }

    private static boolean isCompleted(Future<JobExecution> launch) {
        try {
            return launch.get().getStatus() == BatchStatus.COMPLETED;
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
