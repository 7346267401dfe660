package dev.daybook.cli;

import static dev.daybook.testing.Visits.badRow;
import static dev.daybook.testing.Visits.file;
import static dev.daybook.testing.Visits.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.database.Database;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.DaybookProcess;
import dev.daybook.testing.DaybookProcess.Ended;
import dev.daybook.testing.Leftovers;
import dev.daybook.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What depends on the process: its environment, its exit code, its log, other processes and the disk. */
class DaybookProcessTests {

    private static final String JANUARY = "05/01/20";

    @TempDir
    private Path folder;

    private DaybookProcess daybook() {
        return new DaybookProcess(folder)
                .with("DAYBOOK_DATA", folder.resolve("data").toString());
    }

    private static void assertRefused(Ended ended, int exitCode, String... parts) {
        assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(exitCode);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines()).as(ended.err()).hasSize(1);
        assertThat(ended.err()).startsWith("daybook: ").contains(parts);
    }

    @Test
    void anUnknownSettingIsRefused() {
        assertRefused(
                daybook().with("DAYBOOK_LAEK", "x").run("tables"),
                2,
                "unknown setting DAYBOOK_LAEK: expected some of DAYBOOK_DATA");
        assertRefused(daybook().with("DAYBOOK_LAKE", "ftp://x").run("tables"), 2, "DAYBOOK_LAKE: Unknown scheme 'ftp'");
    }

    @Test
    void aFailureIsToldOnceAndWithoutAStackTrace() {
        Ended failed =
                daybook().run("run", "legacy-import", "file=" + file(folder.resolve("x.csv"), badRow(JANUARY, "One")));
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.out() + failed.err())
                .containsOnlyOnce("has no row that can be loaded")
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
        Ended warned = daybook()
                .run(
                        "run",
                        "legacy-import",
                        "file=" + file(folder.resolve("x.csv"), row(JANUARY, "One"), badRow(JANUARY, "Two")));
        assertThat(warned.exitCode()).isEqualTo(5);
        Ended yearless = daybook()
                .run(
                        "run",
                        "legacy-import",
                        "feed=ministers-meetings",
                        "file="
                                + dev.daybook.testing.Visits.text(
                                        folder.resolve("meetings.csv"),
                                        "Minister,Date,Name of Organisation,Purpose of meeting\nA Minister,July,An Organisation,Talks\n"));
        assertThat(yearless.exitCode()).isEqualTo(2);
        assertThat(yearless.out() + yearless.err()).contains("year=").doesNotContain("Exception");
    }

    @Test
    void relativePathsAreSeenFromTheWorkingFolderAlsoWithSpaces() throws IOException {
        Path spaces = Files.createDirectories(folder.resolve("a folder"));
        file(spaces.resolve("an export.csv"), row(JANUARY, "One"));
        Ended run = new DaybookProcess(spaces).run("run", "legacy-import", "file=an export.csv", "--data", "my data");
        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(spaces.resolve("my data/lake/visits")).isDirectory();
    }

    @Test
    void aDatabaseHeldByAProcessThatIsNoServerIsRefused() {
        DataFolder data = new DataFolder(folder.resolve("data"));
        data.load(file(folder.resolve("x.csv"), row(JANUARY, "One")));
        try (HikariDataSource held = Database.open(data.settings())) {
            assertThat(held.isRunning()).isTrue();
            Ended run = daybook().run("run", "legacy-import", "file=" + folder.resolve("x.csv"));
            assertThat(run.exitCode()).as(run.toString()).isEqualTo(3);
            assertThat(run.err())
                    .contains("is held by a process that is no server of Daybook's")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aFolderNobodyMayWriteToIsAClearFailure() throws IOException {
        Path blocked = Files.createFile(folder.resolve("data"));
        assertRefused(
                daybook().run("run", "legacy-import", "file=" + file(folder.resolve("x.csv"), row(JANUARY, "One"))),
                1,
                "the database cannot be made in " + blocked.resolve("db"),
                "Name another folder with --data");
    }

    @Test
    void aFullDiskFailsTheRunKeepsTheTableAndIsGoneOnWithWhenThereIsRoom() throws Exception {
        Path disk = Files.createDirectories(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()),
                "no right to mount a small disk here");
        try {
            Map<String, String> zones = Map.of(
                    "DAYBOOK_LAKE", disk.resolve("lake").toString(),
                    "DAYBOOK_STAGING", disk.resolve("staging").toString());
            DataFolder data = new DataFolder(folder.resolve("data"), TestDatabase.H2_SERVER, zones);
            Path export = folder.resolve("x.csv");
            data.load(file(export, row(JANUARY, "Before")));
            List<String> rows = new ArrayList<>();
            for (int i = 0; i < 60_000; i++) {
                rows.add(row(JANUARY, "Customer " + i * 7919L % 1_000_003));
            }
            file(export, rows);

            Ended full = daybook().with(zones).run("run", "legacy-import", "file=" + export);

            assertThat(full.exitCode()).as(full.toString()).isEqualTo(1);
            assertThat(full.out())
                    .contains("FAILED")
                    .contains("No space left on device")
                    .doesNotContain("Exception")
                    .doesNotContain("\tat ");
            assertThat(data.customers()).containsExactly("Before legacy-visits/x.csv");

            assertThat(run("mount", "-o", "remount,size=64m", disk.toString())).isTrue();
            assertThat(data.load(export).written()).isEqualTo(60_000);
            assertThat(data.query("select count(*), count(distinct customer_name) from visits"))
                    .containsExactly("60000|60000");
            assertThat(data.ledger()).containsExactly("x.csv|0|SUPERSEDED", "x.csv|1|LOADED");
            data.maintain(Duration.ZERO);
            assertThat(Leftovers.of(data)).isEmpty();
        } finally {
            run("umount", disk.toString());
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    }
}
