package dev.daybook.cli;

import dev.daybook.failure.DaybookException;
import dev.daybook.launch.ChildProcesses;
import dev.daybook.listen.Listener;
import dev.daybook.queue.QueueSettings;
import dev.daybook.settings.Settings;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code daybook listen}. */
@Command(
        name = "listen",
        description = "Receive messages of a queue and run the jobs they ask for, until it is told to stop.",
        mixinStandardHelpOptions = true,
        footer = {"", "docs/listening.md tells what messages are understood and which job they lead to."})
final class ListenVerb implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DaybookCommand daybook;

    @Option(names = "--queue", paramLabel = "URL", description = "The SQS queue (default: $DAYBOOK_QUEUE).")
    private @Nullable String queue;

    @Option(names = "--drain", description = "End when nothing more can be received.")
    private boolean isDraining;

    @Override
    public Integer call() {
        Settings settings = daybook.settings();
        String url = queue == null ? settings.listen().queue() : queue;
        if (url == null) {
            throw DaybookException.configuration("no queue was named: give its URL by --queue or DAYBOOK_QUEUE");
        }
        QueueSettings address = new QueueSettings(
                url, settings.listen().endpoint(), settings.s3().region());
        return Listener.listen(
                settings, daybook.jobs, ChildProcesses.ofThisApplication(daybook.data, settings), address, isDraining);
    }
}
