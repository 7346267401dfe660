package dev.daybook.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.sample.BenchVisits;
import dev.daybook.settings.Settings;
import dev.daybook.testing.DaybookProcess;
import dev.daybook.testing.DaybookProcess.Ended;
import dev.daybook.testing.DaybookProcess.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The data folder's database and the processes that share it. */
class DatabaseServerTests {

    private static final int LONG = 600;
    private static final int SHORT = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @AfterEach
    void endServers() throws IOException {
        for (String data : List.of("data", "other")) {
            ServerAddress.read(addressFile(data))
                    .flatMap(address -> ProcessHandle.of(address.process()))
                    .ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private HikariDataSource open(String data, int idleSeconds) {
        Map<String, String> environment = Map.of("DAYBOOK_DB_IDLE_SECONDS", String.valueOf(idleSeconds));
        return Database.open(Settings.of(environment, folder.resolve(data), folder));
    }

    private Path addressFile(String data) {
        return LocalDatabase.in(folder.resolve(data)).addressFile();
    }

    private ServerAddress address(String data) throws IOException {
        return ServerAddress.read(addressFile(data)).orElseThrow();
    }

    private ProcessHandle server() throws IOException {
        return ProcessHandle.of(address("data").process()).orElseThrow();
    }

    /** Waits for the end of a server that is told to end, or ends by itself. */
    private static void awaitEnd(ProcessHandle server) throws Exception {
        server.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static void signal(String name, long process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process))
                        .start()
                        .waitFor())
                .isZero();
    }

    private DaybookProcess daybook() {
        return new DaybookProcess(folder)
                .with("DAYBOOK_DATA", folder.resolve("data").toString())
                .with("DAYBOOK_DB_IDLE_SECONDS", String.valueOf(LONG));
    }

    private static void addNote(HikariDataSource source, String note) {
        JdbcClient jdbc = JdbcClient.create(source);
        jdbc.sql("create table if not exists notes (note varchar(10))").update();
        jdbc.sql("insert into notes values (?)").param(note).update();
    }

    private static List<String> notes(HikariDataSource source) {
        return JdbcClient.create(source)
                .sql("select note from notes order by note")
                .query(String.class)
                .list();
    }

    @Test
    void otherProcessesAreClientsOfTheServerThatRuns() throws Exception {
        try (HikariDataSource source = open("data", LONG)) {
            ServerAddress address = address("data");
            Ended ended = daybook().run("executions");
            assertThat(ended.exitCode()).as(ended.toString()).isZero();
            assertThat(address("data")).isEqualTo(address);
            addNote(source, "kept");
        }
        try (HikariDataSource source = open("data", LONG)) {
            assertThat(notes(source)).containsExactly("kept");
        }
    }

    @Test
    void twoFoldersHaveTwoServers() throws Exception {
        try (HikariDataSource one = open("data", LONG);
                HikariDataSource other = open("other", LONG)) {
            assertThat(address("data").process()).isNotEqualTo(address("other").process());
            addNote(one, "one");
            addNote(other, "other");
            assertThat(notes(one)).containsExactly("one");
        }
    }

    @Test
    void itsAddressIsForItsOwnerAlone() throws Exception {
        open("data", LONG).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(addressFile("data"))))
                .isEqualTo("rw-------");
        assertThat(address("data").key()).hasSize(64);
    }

    @Test
    void nobodyGetsInWithoutTheKey() throws Exception {
        open("data", LONG).close();
        int port = address("data").port();
        for (String guess : List.of("daybook", folder.resolve("data/db/daybook").toString(), "mem:x", "0".repeat(64))) {
            JdbcDataSource source = new JdbcDataSource();
            source.setURL("jdbc:h2:tcp://127.0.0.1:" + port + "/" + guess);
            source.setUser(LocalDatabase.USER);
            source.setPassword(LocalDatabase.PASSWORD);
            assertThatThrownBy(source::getConnection)
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getErrorCode()).isEqualTo(ErrorCode.WRONG_USER_OR_PASSWORD));
        }
    }

    @Test
    void otherMachinesDoNotReachIt() throws Exception {
        open("data", LONG).close();
        int port = address("data").port();
        for (InetAddress own : NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList()) {
            assertThatThrownBy(() -> connect(new InetSocketAddress(own, port))).isInstanceOf(IOException.class);
        }
        connect(new InetSocketAddress("127.0.0.1", port));
    }

    private static void connect(InetSocketAddress address) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address, 2000);
        }
    }

    @Test
    void idleItEndsAndTakesItsAddressAlong() throws Exception {
        ProcessHandle server;
        try (HikariDataSource source = open("data", SHORT);
                Connection inUse = source.getConnection()) {
            server = server();
            Thread.sleep(Duration.ofSeconds(3 * SHORT).toMillis());
            assertThat(inUse.isValid(1)).isTrue();
        }
        awaitEnd(server);
        assertThat(folder.resolve("data/db").toFile().list()).containsExactly("daybook.mv.db");
    }

    @Test
    void itEndsWhenItsFolderIsRemoved() throws Exception {
        open("data", 10).close();
        ProcessHandle server = server();
        Files.delete(addressFile("data"));
        awaitEnd(server);
    }

    @Test
    void killedItComesBackWithTheNextConnectionAndNothingIsLost() throws Exception {
        try (HikariDataSource source = open("data", LONG)) {
            addNote(source, "before");
            ProcessHandle server = server();
            server.destroyForcibly();
            awaitEnd(server);
            assertThat(notes(source)).containsExactly("before");
            addNote(source, "later");
            assertThat(server().pid()).isNotEqualTo(server.pid());
        }
    }

    @Test
    void anAddressWhosePortAnotherProgramHasNowIsReplaced() throws Exception {
        open("data", LONG).close();
        ServerAddress gone = address("data");
        ProcessHandle server = server();
        server.destroyForcibly();
        awaitEnd(server);
        try (ServerSocket silent = new ServerSocket(gone.port(), 1, InetAddress.getLoopbackAddress());
                HikariDataSource source = open("data", LONG)) {
            addNote(source, "kept");
            assertThat(address("data").port()).isNotEqualTo(silent.getLocalPort());
            assertThat(address("data").key()).isNotEqualTo(gone.key());
        }
    }

    @Test
    void anAddressWhoseProcessNumberAnotherProgramHasNowIsReplaced() throws Exception {
        Files.createDirectories(folder.resolve("data/db"));
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            new ServerAddress(
                            silent.getLocalPort(),
                            "key",
                            ProcessHandle.current().pid(),
                            Instant.EPOCH)
                    .write(addressFile("data"));
            open("data", LONG).close();
        }
        assertThat(address("data").process())
                .isNotEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void startedByManyAtOnceThereIsOne() throws Exception {
        open("data", LONG).close();
        ProcessHandle first = server();
        first.destroyForcibly();
        awaitEnd(first);
        List<Running> many = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            many.add(daybook().start("executions"));
        }
        for (Running one : many) {
            Ended ended = one.await();
            assertThat(ended.exitCode()).as(ended.toString()).isZero();
        }
        String name = folder.resolve("data").toString();
        assertThat(ProcessHandle.allProcesses()
                        .filter(process -> String.join(
                                        " ", process.info().arguments().orElse(new String[0]))
                                .matches(".*DatabaseServer " + name + "/.*"))
                        .map(ProcessHandle::pid))
                .containsExactly(address("data").process());
    }

    @Test
    void aCommandWhoseOutputIsAPipeEndsThoughItHasStartedTheServer() throws Exception {
        open("data", LONG).close();
        ProcessHandle first = server();
        first.destroyForcibly();
        awaitEnd(first);
        Process shell = daybook().startPiped("executions");
        CompletableFuture<byte[]> output = CompletableFuture.supplyAsync(() -> {
            try {
                return shell.getInputStream().readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        output.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(shell.waitFor()).isZero();
        assertThat(server().isAlive()).isTrue();
    }

    @Test
    void aFrozenClientKeepsNobodyFromTheDatabase() throws Exception {
        open("data", LONG).close();
        Path export = folder.resolve("export.csv");
        BenchVisits.write(export, 400_000, 0.001, 3);
        Running run = daybook().start("run", "legacy-import", "file=" + export);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (executions().isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        signal("STOP", run.process().pid());
        Ended look = daybook().run("executions");
        assertThat(look.exitCode()).as(look.toString()).isZero();
        assertThat(look.out()).contains("STARTED");
        signal("CONT", run.process().pid());
        Ended ended = run.await();
        assertThat(ended.exitCode()).as(ended.toString()).isZero();
        assertThat(executions()).containsExactly("COMPLETED");
    }

    private List<String> executions() {
        try (HikariDataSource source = open("data", LONG)) {
            return JdbcClient.create(source)
                    .sql("select status from batch_job_execution where start_time is not null")
                    .query(String.class)
                    .list();
        }
    }

    @Test
    void whatIsMeantForTheTerminalDoesNotReachIt() throws Exception {
        open("data", LONG).close();
        ProcessHandle server = server();
        for (String name : List.of("INT", "HUP", "TSTP")) {
            signal(name, server.pid());
        }
        try (HikariDataSource source = open("data", LONG)) {
            addNote(source, "alive");
        }
        assertThat(server().pid()).isEqualTo(server.pid());
    }
}
