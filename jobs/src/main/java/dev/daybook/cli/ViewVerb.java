package dev.daybook.cli;

import dev.daybook.reporting.ReportServer;
import dev.daybook.settings.Settings;
import dev.daybook.store.ObjectStores;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code daybook view}. */
@Command(
        name = "view",
        description = "Serve the reports to browsers of this machine, and open one. Ends with Ctrl-C.",
        mixinStandardHelpOptions = true)
final class ViewVerb implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DaybookCommand daybook;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "0", description = "Default: any that is free.")
    private int port;

    @Option(names = "--no-browser", description = "Only print the address.")
    private boolean isQuiet;

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = daybook.settings();
        try (ObjectStores store = new ObjectStores(settings.s3());
                ReportServer server = new ReportServer(store, settings.zones().reports(), port)) {
            daybook.out()
                    .println("Reports of %s at %s".formatted(settings.zones().reports(), server.address()));
            if (!isQuiet) {
                open(server.address());
            }
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private void open(URI address) {
        boolean isMac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
        List<String> command = List.of(isMac ? "open" : "xdg-open", address.toString());
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            daybook.err()
                    .println("No browser could be opened (%s): open the address yourself.".formatted(e.getMessage()));
        }
    }
}
