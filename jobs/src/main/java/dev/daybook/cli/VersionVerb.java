package dev.daybook.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParentCommand;

/** {@code daybook version}. */
@Command(name = "version", description = "Print the version.", mixinStandardHelpOptions = true)
final class VersionVerb implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DaybookCommand daybook;

    @Override
    public Integer call() {
        daybook.out().println(text());
        return 0;
    }

    private static String text() {
        String version = VersionVerb.class.getPackage().getImplementationVersion();
        return "daybook %s, Java %s".formatted(version == null ? "(not packaged)" : version, Runtime.version());
    }

    /** For {@code --version}. */
    static final class Provider implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {text()};
        }
    }
}
