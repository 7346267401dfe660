package dev.daybook.database;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.h2.tools.Server;

/**
 * The process that holds the database of a data folder, for all Daybook processes that work there. It ends when nobody
 * has been connected for a while. H2's lock on the file sees to it that there is one: another that is started ends at
 * once. It needs no farewell: killed, it leaves a file that H2 recovers and an address whose process is gone.
 *
 * <p>Uses the JDK and H2 alone, as it is started with little else on its class path.
 */
final class DatabaseServer {

    /** What it says on standard output when clients may come; anything else is why it ended. */
    static final String READY = "ready";

    private static final int KEY_BYTES = 32;
    private static final Duration LONGEST_NAP = Duration.ofSeconds(5);
    private static final Duration SHORTEST_NAP = Duration.ofMillis(50);
    private static final int NAPS_PER_IDLE_TIME = 10;
    private static final int TRIES = 20;

    private final Path database;
    private final Path addressFile;
    private final Duration idle;

    private DatabaseServer(Path database, Path addressFile, Duration idle) {
        this.database = database;
        this.addressFile = addressFile;
        this.idle = idle;
    }

    /** Takes what {@link #arguments} gives. */
    public static void main(String[] arguments) throws InterruptedException {
        DatabaseServer server =
                new DatabaseServer(Path.of(arguments[0]), Path.of(arguments[1]), Duration.parse(arguments[2]));
        // A pipe to the process that has started this one, which reads one line and is not there any more later.
        try (PrintStream starter =
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)) {
            server.run(starter);
        }
    }

    static String[] arguments(Path database, Path addressFile, Duration idle) {
        return new String[] {database.toString(), addressFile.toString(), idle.toString()};
    }

    private void run(PrintStream starter) throws InterruptedException {
        // Its own connection keeps the database open between clients.
        try (Connection own = LocalDatabase.alone(database).getConnection()) {
            String key = newKey();
            Server server = Server.createTcpServer(
                            "-tcpPort", "0", "-tcpDaemon", "-ifExists", "-key", key, "file:" + database)
                    .start();
            ServerAddress address = ServerAddress.ofThisProcess(server.getPort(), key);
            address.write(addressFile);
            starter.println(READY);
            starter.close();
            waitUntilIdle(own, address);
            if (isAt(address)) {
                Files.deleteIfExists(addressFile);
            }
            server.stop();
        } catch (SQLException | IOException e) {
            starter.println(e.getMessage());
        }
    }

    private static String newKey() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return HexFormat.of().formatHex(key);
    }

    /** One that clients cannot find any more, as its folder was removed, waits for those it has and no longer. */
    private void waitUntilIdle(Connection own, ServerAddress address)
            throws SQLException, IOException, InterruptedException {
        long nap = Math.max(
                SHORTEST_NAP.toMillis(), Math.min(LONGEST_NAP.toMillis(), idle.toMillis() / NAPS_PER_IDLE_TIME));
        long lastUse = System.nanoTime();
        while (true) {
            Thread.sleep(nap);
            if (clients(own) > 0) {
                lastUse = System.nanoTime();
            } else if ((System.nanoTime() - lastUse >= idle.toNanos() || !isAt(address)) && closeTheDoor(own)) {
                return;
            }
        }
    }

    /** H2 2.4.240 fails to list its sessions while the transaction of another one is just ending. */
    private static int clients(Connection own) throws SQLException {
        for (int i = 1; i < TRIES; i++) {
            try {
                return listedClients(own);
            } catch (SQLException e) {
                if (!own.isValid(0)) {
                    throw e;
                }
            }
        }
        return listedClients(own);
    }

    private static int listedClients(Connection own) throws SQLException {
        try (Statement statement = own.createStatement();
                ResultSet sessions = statement.executeQuery("select count(*) from information_schema.sessions")) {
            sessions.next();
            return sessions.getInt(1) - 1;
        }
    }

    /** Refuses new clients from now on; false when one has just come. */
    private static boolean closeTheDoor(Connection own) throws SQLException {
        try (Statement statement = own.createStatement()) {
            statement.execute("set exclusive 1");
            if (clients(own) == 0) {
                return true;
            }
            statement.execute("set exclusive 0");
            return false;
        }
    }

    private boolean isAt(ServerAddress address) throws IOException {
        return ServerAddress.read(addressFile).equals(Optional.of(address));
    }
}
