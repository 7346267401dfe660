package dev.daybook.database;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.h2.Driver;

/** Starts a {@link DatabaseServer} that outlives this process. */
final class ServerStart {

    /**
     * Signals meant for whoever started it, such as Ctrl-C, do not reach it: it ignores them, and where there is setsid
     * it is in no terminal's session and no run's process group. A shell is the way to say so from Java.
     */
    private static final String DETACH =
            "trap '' HUP INT TSTP; if command -v setsid >/dev/null; then exec setsid \"$@\"; fi; exec \"$@\"";

    /** Fast to be there rather than fast at work, which is little; what it listens on others cannot reach. */
    private static final List<String> FLAGS = List.of(
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xlog:disable",
            "-Dh2.bindAddress=127.0.0.1");

    /** The rest may hold passwords and settings of Java that are not for it. */
    private static final Set<String> ENVIRONMENT = Set.of("PATH", "LD_LIBRARY_PATH", "TMPDIR");

    private ServerStart() {}

    /**
     * Starts one, unless another thread has just done so, and waits until clients may come.
     *
     * @return {@link DatabaseServer#READY}, or why it ended
     */
    static String start(LocalDatabase database, Duration idle) throws IOException {
        return start(database, idle, ServerArchive.use());
    }

    /** @param flags more of them for its JVM */
    static synchronized String start(LocalDatabase database, Duration idle, List<String> flags) throws IOException {
        if (database.server().isPresent()) {
            return DatabaseServer.READY;
        }
        ProcessBuilder builder = new ProcessBuilder(command(database, idle, flags))
                .directory(database.folder().toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().retainAll(ENVIRONMENT);
        Process process = builder.start();
        process.getOutputStream().close();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String answer = output.readLine();
            return answer == null ? "the server ended without a word" : answer;
        }
    }

    private static List<String> command(LocalDatabase database, Duration idle, List<String> flags) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", DETACH, "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(flags);
        command.addAll(program());
        command.addAll(List.of(DatabaseServer.arguments(database.database(), database.addressFile(), idle)));
        return command;
    }

    /** The two jars it needs; all of ours when Daybook runs as one jar that holds the others. */
    private static List<String> program() {
        Optional<Path> own = placeOf(DatabaseServer.class);
        Optional<Path> h2 = placeOf(Driver.class);
        if (own.isPresent() && h2.isPresent()) {
            return List.of("-cp", h2.get() + File.pathSeparator + own.get(), DatabaseServer.class.getName());
        }
        return List.of(
                "-Dloader.main=" + DatabaseServer.class.getName(),
                "-cp",
                Path.of(System.getProperty("java.class.path")).toAbsolutePath().toString(),
                "org.springframework.boot.loader.launch.PropertiesLauncher");
    }

    /** A file beside our jar, where what belongs to this build can be kept; empty when we run from no jar of our own. */
    static Optional<Path> besideJar(String name) {
        return placeOf(DatabaseServer.class).filter(Files::isRegularFile).map(jar -> jar.resolveSibling(name));
    }

    /** The jar, or the folder of classes, a class is from; empty when that jar lies in another. */
    static Optional<Path> placeOf(Class<?> type) {
        URL place = type.getProtectionDomain().getCodeSource().getLocation();
        try {
            return place.getProtocol().equals("file") ? Optional.of(Path.of(place.toURI())) : Optional.empty();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(place + " is no address of a file", e);
        }
    }
}
