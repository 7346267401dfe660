package dev.daybook.database;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * Where a database server listens and what it wants to hear, as its file below the data folder tells clients.
 *
 * @param port on the loopback interface
 * @param key to be given in place of the database's name; the server refuses everything else
 * @param process id of the server
 * @param started when that process began, so that another one that was given its number is not taken for it
 */
record ServerAddress(int port, String key, long process, Instant started) {

    /** By how much the beginning of one process may differ when told twice: it is reckoned from the machine's clock. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

    /** The address of this process. */
    static ServerAddress ofThisProcess(int port, String key) {
        ProcessHandle self = ProcessHandle.current();
        return new ServerAddress(port, key, self.pid(), began(self));
    }

    /** @return empty when there is no file, or one that no server wrote */
    static Optional<ServerAddress> read(Path file) throws IOException {
        Properties values = new Properties();
        try {
            values.load(new StringReader(Files.readString(file)));
            return Optional.of(new ServerAddress(
                    Integer.parseInt(values.getProperty("port", "")),
                    values.getProperty("key", ""),
                    Long.parseLong(values.getProperty("process", "")),
                    Instant.ofEpochMilli(Long.parseLong(values.getProperty("started", "")))));
        } catch (NoSuchFileException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Appears under its name as a whole, and only its owner can read it from the beginning. */
    void write(Path file) throws IOException {
        Properties values = new Properties();
        values.setProperty("port", String.valueOf(port));
        values.setProperty("key", key);
        values.setProperty("process", String.valueOf(process));
        values.setProperty("started", String.valueOf(started.toEpochMilli()));
        StringWriter text = new StringWriter();
        values.store(text, "The server of this database; it ends by itself.");
        Path unfinished = file.resolveSibling(file.getFileName() + "-" + process);
        Files.deleteIfExists(unfinished);
        Files.createFile(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(unfinished, text.toString());
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The process of that number, which may be another's by now. */
    Optional<ProcessHandle> handle() {
        return ProcessHandle.of(process);
    }

    /**
     * Whether the server still runs, and so the port is still its own. A process that has ended, and whose end its parent
     * has not looked at yet, has no command any more.
     */
    boolean isAlive() {
        return handle().filter(found -> found.info().command().isPresent())
                .filter(found -> Duration.between(started, began(found)).abs().compareTo(CLOCK_TOLERANCE) < 0)
                .isPresent();
    }

    /** The start of time where the system does not tell. */
    private static Instant began(ProcessHandle process) {
        return Instant.ofEpochMilli(
                process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli());
    }
}
