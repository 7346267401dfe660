package dev.daybook.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.failure.DaybookException;
import dev.daybook.settings.Settings;
import dev.daybook.testing.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Databases that come into being; {@link DatabaseServerTests} has how the data folder's own is shared. */
class DatabaseTests {

    private static final String[] ALL_VERSIONS = {
        "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "14", "15"
    };

    @TempDir
    private Path folder;

    private Settings local() {
        return settings(Map.of("DAYBOOK_DB_IDLE_SECONDS", "2"));
    }

    private Settings settings(Map<String, String> environment) {
        return Settings.of(environment, folder.resolve("data"), folder);
    }

    private static List<String> versions(HikariDataSource source) {
        return JdbcClient.create(source)
                .sql(
                        "select \"version\" from \"flyway_schema_history\" where \"version\" is not null and \"success\" = true order by \"installed_rank\"")
                .query(String.class)
                .list();
    }

    private static int count(HikariDataSource source, String table) {
        return JdbcClient.create(source)
                .sql("select count(*) from " + table)
                .query(Integer.class)
                .single();
    }

    private List<String> filesOfTheDatabase() {
        return List.of(folder.resolve("data/db").toFile().list());
    }

    @Test
    void aNewOneHasAllTablesAndTheNewestVersion() {
        assertThat(Database.exists(local())).isFalse();
        try (HikariDataSource source = Database.open(local())) {
            assertThat(versions(source)).containsExactly(ALL_VERSIONS).endsWith(Migrations.NEWEST);
            assertThat(count(source, "ledger")).isZero();
        }
        assertThat(Database.exists(local())).isTrue();
        assertThat(filesOfTheDatabase()).containsExactlyInAnyOrder("daybook.mv.db", "server");
    }

    @Test
    void aNewOneOnPostgresqlHasThemToo() {
        Settings settings = settings(Postgres.createEmpty());
        assertThat(Database.exists(settings)).isTrue();
        try (HikariDataSource source = Database.open(settings)) {
            assertThat(versions(source)).containsExactly(ALL_VERSIONS).endsWith(Migrations.NEWEST);
            assertThat(count(source, "ledger")).isZero();
        }
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void openedAgainItHasWhatWasWritten() {
        try (HikariDataSource source = Database.open(local())) {
            JdbcClient.create(source)
                    .sql("create table notes (note varchar(10))")
                    .update();
        }
        try (HikariDataSource source = Database.open(local())) {
            assertThat(count(source, "notes")).isZero();
        }
    }

    @Test
    void oneThatLacksTheNewestTablesGetsThem() {
        for (Settings settings : List.of(local(), settings(Postgres.createEmpty()))) {
            try (HikariDataSource source = Database.open(settings)) {
                JdbcClient jdbc = JdbcClient.create(source);
                jdbc.sql("delete from \"flyway_schema_history\" where \"version\" = ?")
                        .param(Migrations.NEWEST)
                        .update();
                for (String added : List.of("sync_run", "sync_version", "sync_file", "sync_source")) {
                    jdbc.sql("drop table " + added).update();
                }
            }
            try (HikariDataSource source = Database.open(settings)) {
                assertThat(versions(source)).containsExactly(ALL_VERSIONS);
            }
        }
    }

    @Test
    void whatAProcessThatDiedWhileMakingItLeftIsInNobodysWay() throws IOException {
        Files.createDirectories(folder.resolve("data/db"));
        Files.writeString(folder.resolve("data/db/creating-x.mv.db"), "half a database");
        assertThat(Database.exists(local())).isFalse();
        try (HikariDataSource source = Database.open(local())) {
            assertThat(versions(source)).containsExactly(ALL_VERSIONS);
        }
    }

    @Test
    void madeByTwoAtOnceItIsOne() throws Exception {
        assertThat(versionsOpenedByTwoAtOnce(local())).containsOnly(List.of(ALL_VERSIONS));
        assertThat(filesOfTheDatabase()).containsExactlyInAnyOrder("daybook.mv.db", "server");
        assertThat(versionsOpenedByTwoAtOnce(settings(Postgres.createEmpty()))).containsOnly(List.of(ALL_VERSIONS));
    }

    private static List<List<String>> versionsOpenedByTwoAtOnce(Settings settings) throws Exception {
        ExecutorService two = Executors.newFixedThreadPool(2);
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<List<String>>> opened = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Callable<List<String>> opening = () -> {
                start.await();
                try (HikariDataSource source = Database.open(settings)) {
                    return versions(source);
                }
            };
            opened.add(two.submit(opening));
        }
        List<List<String>> versions = List.of(opened.get(0).get(), opened.get(1).get());
        two.shutdown();
        return versions;
    }

    @Test
    void aFolderThatCannotBeMadeIsToldWithWhatToDo() throws IOException {
        Files.createFile(folder.resolve("data"));
        assertThatThrownBy(() -> Database.open(local()))
                .isInstanceOfSatisfying(
                        DaybookException.class, e -> assertThat(e.kind()).isEqualTo(DaybookException.Kind.STORAGE))
                .hasMessageStartingWith("the database cannot be made in " + folder.resolve("data/db"))
                .hasMessageEndingWith("Name another folder with --data");
    }

    @Test
    void oneThatNobodyServesAtItsAddressIsToldAtOnceAndWithoutSecrets() {
        Settings settings = settings(Map.of(
                "DAYBOOK_DB_URL",
                "jdbc:postgresql://localhost:1/daybook?sslpassword=secret",
                "DAYBOOK_DB_PASSWORD",
                "p"));
        assertThatThrownBy(() -> Database.open(settings))
                .isInstanceOfSatisfying(
                        DaybookException.class, e -> assertThat(e.kind()).isEqualTo(DaybookException.Kind.STORAGE))
                .hasMessageStartingWith("the database jdbc:postgresql://localhost:1/daybook cannot be opened: ")
                .hasMessageContaining("refused")
                .hasMessageNotContaining("secret");
    }

    @Test
    void postgresqlRefusesASecondRunningExecutionOfAnInstance() {
        try (HikariDataSource source = Database.open(settings(Postgres.create()))) {
            JdbcClient jdbc = JdbcClient.create(source);
            jdbc.sql("insert into batch_job_instance values (1, 0, 'job', 'key')")
                    .update();
            addExecution(jdbc, 1, "FAILED");
            addExecution(jdbc, 2, "STARTED");
            addExecution(jdbc, 3, "COMPLETED");
            for (String running : List.of("STARTING", "STARTED", "STOPPING")) {
                assertThatThrownBy(() -> addExecution(jdbc, 4, running)).isInstanceOf(DuplicateKeyException.class);
            }
            jdbc.sql("update batch_job_execution set status = 'STOPPED' where status = 'STARTED'")
                    .update();
            addExecution(jdbc, 4, "STARTING");
            assertThat(count(source, "batch_job_execution")).isEqualTo(4);
        }
    }

    private static void addExecution(JdbcClient jdbc, int id, String status) {
        jdbc.sql("insert into batch_job_execution (job_execution_id, job_instance_id, create_time, status)"
                        + " values (?, 1, now(), ?)")
                .params(id, status)
                .update();
    }
}
