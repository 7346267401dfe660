package dev.daybook.lease;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A process that works on leases. Others see whether it is dead if they share its boot of its machine and its numbering
 * of processes; Linux tells of both, elsewhere one has to wait until the lease expires.
 *
 * @param name for people
 * @param process boot, namespace, number and start, joined by blanks; null where that cannot be told
 */
record Worker(String name, @Nullable String process) {

    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path NUMBERING = Path.of("/proc/self/ns/pid");

    /** This process. */
    static Worker current() {
        ProcessHandle self = ProcessHandle.current();
        String name = "process %d on %s".formatted(self.pid(), host());
        Optional<Instant> start = self.info().startInstant();
        return new Worker(
                name,
                space().flatMap(space -> start.map(at -> "%s %d %d".formatted(space, self.pid(), at.toEpochMilli())))
                        .orElse(null));
    }

    /** Whether there is surely no such process any more. */
    static boolean isDead(@Nullable String process) {
        if (process == null) {
            return false;
        }
        String[] parts = process.split(" ");
        String own = space().orElse("");
        if (!own.equals(parts[0] + " " + parts[1])) {
            return false;
        }
        long start = Long.parseLong(parts[3]);
        return ProcessHandle.of(Long.parseLong(parts[2]))
                .flatMap(handle -> handle.info().startInstant())
                .filter(at -> at.toEpochMilli() == start)
                .isEmpty();
    }

    private static Optional<String> space() {
        try {
            return Optional.of(Files.readString(BOOT).strip() + " " + Files.readSymbolicLink(NUMBERING));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this machine";
        }
    }
}
