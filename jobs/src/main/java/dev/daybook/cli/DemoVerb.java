package dev.daybook.cli;

import dev.daybook.demo.Demo;
import dev.daybook.failure.DaybookException;
import dev.daybook.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code daybook demo}. */
@Command(
        name = "demo",
        description = "Run all jobs on the sample data, and compare the result with what is expected of it.",
        mixinStandardHelpOptions = true)
final class DemoVerb implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DaybookCommand daybook;

    @Option(
            names = "--samples",
            paramLabel = "DIR",
            description = "Folder of the sample data (default: the project's).")
    private @Nullable Path samples;

    @Override
    public Integer call() {
        Settings settings = daybook.settings();
        return new Demo(settings, samples(), daybook.out()).run() ? 0 : 1;
    }

    private Path samples() {
        String home = System.getenv("DAYBOOK_HOME");
        Path folder =
                samples != null ? samples : Path.of(home == null ? "" : home).resolve("sample-data");
        if (!Files.isDirectory(folder)) {
            throw DaybookException.configuration(
                    "there is no sample data in %s: name its folder with --samples".formatted(folder.toAbsolutePath()));
        }
        return folder.toAbsolutePath().normalize();
    }
}
