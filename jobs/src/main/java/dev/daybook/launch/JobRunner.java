package dev.daybook.launch;

import dev.daybook.failure.DaybookException;
import dev.daybook.lease.Leases;
import dev.daybook.lease.RunLease;
import dev.daybook.notify.NoticePlan;
import dev.daybook.notify.NoticeSender;
import dev.daybook.notify.Notices;
import dev.daybook.settings.Settings;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.batch.core.job.Job;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Starts the application for one job in this process, runs the request, and ends it again. */
public final class JobRunner {

    private JobRunner() {}

    /** @throws DaybookException when the request is refused or cannot be understood */
    public static Launcher.Outcome run(JobDefinition job, Request request, Settings settings) {
        return run(job, request, settings, (outcome, database) -> outcome);
    }

    /**
     * As {@link #run(JobDefinition, Request, Settings)}.
     *
     * @param look makes something of the outcome while the database is still open
     */
    public static <T> T run(
            JobDefinition job, Request request, Settings settings, BiFunction<Launcher.Outcome, DataSource, T> look) {
        Launcher.requireShort(request.parameters());
        requireNoticePlan(settings);
        CompletableFuture<Map<String, Object>> prepared =
                CompletableFuture.supplyAsync(() -> job.prepare(request.parameters(), settings));
        try (StopSignals signals = new StopSignals(settings);
                ConfigurableApplicationContext context = start(job, settings)) {
            DataSource database = context.getBean(DataSource.class);
            TaskRecord task = TaskRecord.begin(database, context.getBean(Job.class), request.parameters());
            signals.stop(context.getBean(RunLease.class), () -> {
                surrender(context, settings).run();
                task.end(ExitCode.STOPPED, "given up");
            });
            Launcher launcher = context.getBean(Launcher.class);
            Launcher.Outcome outcome = told(
                    context,
                    settings,
                    () -> recorded(task, signals, () -> launcher.run(request, () -> join(prepared))));
            return look.apply(outcome, database);
        }
    }

    /** Before anything is begun that its faults would be found too late for. */
    private static void requireNoticePlan(Settings settings) {
        NoticePlan.of(settings.notices());
    }

    /** Sends notices at the beginning and the end. */
    private static <T> T told(ConfigurableApplicationContext context, Settings settings, Supplier<T> run) {
        NoticeSending notices =
                NoticeSending.begin(new NoticeSender(context.getBean(DataSource.class), settings.notices()));
        try {
            return run.get();
        } finally {
            notices.end(context.getBean(RunLease.class).stopRequest().isPresent());
        }
    }

    /** The request is answered by what came of it, also when the record of that cannot be written any more. */
    private static Launcher.Outcome recorded(TaskRecord task, StopSignals signals, Supplier<Launcher.Outcome> run) {
        try {
            Launcher.Outcome outcome = run.get();
            signals.answered(outcome.exitCode());
            task.end(outcome.exitCode(), null);
            return outcome;
        } catch (DaybookException e) {
            signals.answered(ExitCode.of(e.kind()));
            task.end(ExitCode.of(e.kind()), e.getMessage());
            throw e;
        } catch (RuntimeException e) {
            signals.answered(ExitCode.FAILED);
            task.end(ExitCode.FAILED, e.toString());
            throw e;
        }
    }

    private static Surrender surrender(ConfigurableApplicationContext context, Settings settings) {
        DataSource source = context.getBean(DataSource.class);
        Leases leases = context.getBean(Leases.class);
        return new Surrender(context.getBean(RunLease.class), leases, recovery(leases, source, settings));
    }

    private static Recovery recovery(Leases leases, DataSource source, Settings settings) {
        return Recovery.unfenced(leases, source, Notices.orToTheLog(source, settings.notices()));
    }

    private static ConfigurableApplicationContext start(JobDefinition job, Settings settings) {
        SpringApplication application = new SpringApplication(BatchContext.class, job.configuration());
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        // It would close the database under a run that is being stopped.
        application.setRegisterShutdownHook(false);
        application.addInitializers(
                context -> ((GenericApplicationContext) context).registerBean(Settings.class, () -> settings));
        try {
            return application.run();
        } catch (RuntimeException e) {
            throw OutcomeListener.actionable(e)
                    .map(RuntimeException.class::cast)
                    .orElse(e);
        }
    }

    private static Map<String, Object> join(CompletableFuture<Map<String, Object>> prepared) {
        try {
            return prepared.join();
        } catch (CompletionException e) {
            throw OutcomeListener.actionable(e)
                    .map(RuntimeException.class::cast)
                    .orElse(e);
        }
    }
}
