package dev.daybook.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The classes a {@link DatabaseServer} takes, kept beside our jar in the JVM's own form: it starts in two thirds of the
 * time with them, and all the same without. Made once, when {@code ./daybook} prepares itself after a build.
 */
final class ServerArchive {

    private static final Duration IDLE = Duration.ofSeconds(1);

    private ServerArchive() {}

    /** Empty where there is no jar to keep it beside. It fits the very JVM that made it. */
    private static Optional<Path> file() {
        return ServerStart.besideJar("database-server-" + Runtime.version() + ".jsa");
    }

    /** Flags of the JVM. */
    static List<String> use() {
        return file().filter(Files::exists)
                .map(file -> List.of("-XX:SharedArchiveFile=" + file))
                .orElse(List.of());
    }

    /**
     * Makes it from what a server does.
     *
     * @param work what its clients do with it
     */
    static void make(LocalDatabase database, Runnable work) throws IOException {
        Optional<Path> file = file();
        if (file.isEmpty()) {
            return;
        }
        endServer(database);
        Path unfinished = database.folder().resolve("classes.jsa");
        ServerStart.start(database, IDLE, List.of("-XX:ArchiveClassesAtExit=" + unfinished));
        Optional<ServerAddress> server = database.server();
        work.run();
        server.flatMap(ServerAddress::handle)
                .ifPresent(process -> process.onExit().join());
        if (Files.exists(unfinished)) {
            Files.copy(unfinished, file.get(), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void endServer(LocalDatabase database) throws IOException {
        database.server().flatMap(ServerAddress::handle).ifPresent(process -> {
            process.destroy();
            process.onExit().join();
        });
    }
}
