package dev.daybook.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.failure.DaybookException;
import dev.daybook.settings.Settings;
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
import org.springframework.jdbc.core.simple.JdbcClient;

class DatabaseTests {

    @TempDir
    private Path folder;

    private Settings settings() {
        return Settings.of(Map.of(), folder.resolve("data"), folder);
    }

    private static List<String> versions(HikariDataSource source) {
        return JdbcClient.create(source)
                .sql("select \"version\" from \"flyway_schema_history\" where \"success\" = true order by 1")
                .query(String.class)
                .list();
    }

    @Test
    void aNewOneHasAllTablesAndTheNewestVersion() {
        assertThat(Database.exists(settings())).isFalse();
        try (HikariDataSource source = Database.open(settings())) {
            assertThat(versions(source)).last().isEqualTo(Database.NEWEST);
            assertThat(JdbcClient.create(source)
                            .sql("select count(*) from ledger")
                            .query(Integer.class)
                            .single())
                    .isZero();
        }
        assertThat(Database.exists(settings())).isTrue();
        assertThat(folder.resolve("data/db").toFile().list()).containsExactly("daybook.mv.db");
    }

    @Test
    void openedAgainItHasWhatWasWritten() {
        try (HikariDataSource source = Database.open(settings())) {
            JdbcClient.create(source)
                    .sql("create table notes (note varchar(10))")
                    .update();
        }
        try (HikariDataSource source = Database.open(settings())) {
            assertThat(JdbcClient.create(source)
                            .sql("select count(*) from notes")
                            .query(Integer.class)
                            .single())
                    .isZero();
        }
    }

    @Test
    void whatAProcessThatDiedWhileMakingItLeftIsInNobodysWay() throws IOException {
        Files.createDirectories(folder.resolve("data/db"));
        Files.writeString(folder.resolve("data/db/creating-x.mv.db"), "half a database");
        assertThat(Database.exists(settings())).isFalse();
        try (HikariDataSource source = Database.open(settings())) {
            assertThat(versions(source)).last().isEqualTo(Database.NEWEST);
        }
    }

    @Test
    void madeByTwoAtOnceItIsOne() throws Exception {
        ExecutorService two = Executors.newFixedThreadPool(2);
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<List<String>>> opened = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Callable<List<String>> opening = () -> {
                start.await();
                try (HikariDataSource source = Database.open(settings())) {
                    return versions(source);
                }
            };
            opened.add(two.submit(opening));
        }
        for (Future<List<String>> one : opened) {
            assertThat(one.get()).last().isEqualTo(Database.NEWEST);
        }
        two.shutdown();
        assertThat(folder.resolve("data/db").toFile().list()).containsExactly("daybook.mv.db");
    }

    @Test
    void aFolderThatCannotBeMadeIsToldWithWhatToDo() throws IOException {
        Files.createFile(folder.resolve("data"));
        assertThatThrownBy(() -> Database.open(settings()))
                .isInstanceOfSatisfying(
                        DaybookException.class, e -> assertThat(e.kind()).isEqualTo(DaybookException.Kind.STORAGE))
                .hasMessageStartingWith("the database cannot be made in " + folder.resolve("data/db"))
                .hasMessageEndingWith("Name another folder with --data");
    }
}
