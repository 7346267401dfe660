package dev.daybook.listen;

import dev.daybook.failure.DaybookException;
import dev.daybook.jobs.legacyimport.LegacyImport;
import dev.daybook.launch.ExitCode;
import dev.daybook.launch.JobDefinition;
import dev.daybook.launch.JobRunner;
import dev.daybook.launch.TaskLauncher;
import dev.daybook.launch.TaskRequest;
import dev.daybook.queue.QueueSettings;
import dev.daybook.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A draining listener that runs jobs one at a time by itself: hundreds of them need not start a process each. */
final class InProcessListener {

    private InProcessListener() {}

    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        Path folder = Path.of("").toAbsolutePath();
        Settings settings = Settings.of(System.getenv(), null, folder);
        List<JobDefinition> jobs = List.of(new LegacyImport());
        QueueSettings queue = new QueueSettings(
                Objects.requireNonNull(settings.listen().queue()),
                settings.listen().endpoint(),
                settings.s3().region());
        System.exit(Listener.listen(settings, jobs, request -> new Here(request, settings), queue, true));
    }

    /** A run of this process, which is over when it is waited for. */
    private record Here(TaskRequest request, Settings settings) implements TaskLauncher.Task {

        @Override
        public String name() {
            return "this process";
        }

        @Override
        public int await() {
            try {
                return JobRunner.run(new LegacyImport(), request.request(), settings)
                        .exitCode();
            } catch (DaybookException e) {
                return ExitCode.of(e.kind());
            }
        }

        @Override
        public void stop() {
            throw new UnsupportedOperationException("it is not told to");
        }

        @Override
        public void kill() {
            throw new UnsupportedOperationException("it is not told to");
        }
    }
}
