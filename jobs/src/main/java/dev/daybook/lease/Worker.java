package dev.daybook.lease;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A process that works on leases. Others see whether it is dead if they share its boot of its machine and its numbering
 * of processes; Linux tells of both, elsewhere one has to wait until the lease expires.
 *
 * @param name for people
 * @param process boot, namespace, number and start, joined by blanks; null where that cannot be told
 */
public record Worker(String name, @Nullable String process) {

    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    /** Field 22 of the process's line, counted from the state, which is field 3. */
    private static final int START_TIME = 22 - 3;

    private static final Path NUMBERING = Path.of("/proc/self/ns/pid");

    /** This process. */
    public static Worker current() {
        long number = ProcessHandle.current().pid();
        return new Worker(
                "process %d on %s".formatted(number, host()),
                space().flatMap(space -> startOf(number).map(start -> "%s %d %s".formatted(space, number, start)))
                        .orElse(null));
    }

    /** Whether there is surely no such process any more. */
    public static boolean isDead(@Nullable String process) {
        if (process == null) {
            return false;
        }
        String[] parts = process.split(" ");
        String own = space().orElse("");
        if (!own.equals(parts[0] + " " + parts[1])) {
            return false;
        }
        return !startOf(Long.parseLong(parts[2])).equals(Optional.of(parts[3]));
    }

    /**
     * When a process began, in ticks since the machine's: what Java tells is reckoned from the clock, and differs when
     * asked twice. Empty for one that is not there, or that has ended and waits for its parent to notice.
     *
     * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
     */
    private static Optional<String> startOf(long process) {
        try {
            String line = Files.readString(Path.of("/proc/" + process + "/stat"));
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return fields[0].equals("Z") ? Optional.empty() : Optional.of(fields[START_TIME]);
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
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
