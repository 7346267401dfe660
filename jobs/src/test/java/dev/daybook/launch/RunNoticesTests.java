package dev.daybook.launch;

import static dev.daybook.testing.Visits.badRow;
import static dev.daybook.testing.Visits.file;
import static dev.daybook.testing.Visits.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.Failpoints;
import dev.daybook.ops.ExecutionView;
import dev.daybook.testing.CommandLineAnswer;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.DaybookProcess;
import dev.daybook.testing.MailServer;
import dev.daybook.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people are mailed of runs of legacy-import, by a real SMTP server; runs that die do so in a process of their own. */
@ParameterizedClass
@EnumSource(
        value = TestDatabase.class,
        names = {"H2_SERVER", "POSTGRESQL"})
class RunNoticesTests {

    private static final String DAY = "05/01/20";
    private static final String SUCCEEDED =
            "legacy-import a succeeded: 1 rows written, 0 rejected, 0 duplicate, 0 ignored";
    private static final String RECOVERED = "legacy-import a recovered: its process died, execution 1 is FAILED";

    @Parameter
    private TestDatabase database;

    @TempDir
    private Path folder;

    private MailServer mail;
    private DataFolder data;

    @BeforeEach
    void start() throws IOException {
        mail = MailServer.start();
        Path routes = Files.writeString(
                folder.resolve("notices.yaml"), "routes: [{channels: smtp, recipients: ops@example.com}]");
        Map<String, String> settings = new TreeMap<>(mail.environment());
        settings.put("DAYBOOK_NOTICES", routes.toString());
        data = new DataFolder(folder.resolve("data"), database, settings);
    }

    @AfterEach
    void stop() {
        mail.close();
    }

    private ExecutionView load(String... rows) {
        return data.load(file(folder.resolve("a.csv"), rows), "key", "a");
    }

    private DaybookProcess.Ended loadInAProcess(String failpoint) {
        return new DaybookProcess(folder)
                .with(data.environment())
                .with(Failpoints.VARIABLE, failpoint)
                .run(
                        "run",
                        "legacy-import",
                        "file=" + file(folder.resolve("a.csv"), row(DAY, "First")),
                        "key=a",
                        "--data",
                        data.folder().toString());
    }

    private List<String> outbox() {
        return data.records("select kind, state, attempts from outbox order by notice_id");
    }

    @Test
    void aRunThatSucceedsIsToldOnceAndADuplicateIsNot() {
        load(row(DAY, "First"));
        assertThat(load(row(DAY, "First")).status()).isEqualTo("DUPLICATE");
        assertThat(mail.subjects()).containsExactly(SUCCEEDED);
        assertThat(outbox()).containsExactly("SUCCEEDED|SENT|1");
        assertThat(data.records("select status from batch_job_execution")).containsExactly("COMPLETED");
    }

    @Test
    void aRunThatFailsIsToldWithWhatToDo() {
        ExecutionView run = load(badRow(DAY, "First"));
        assertThat(run.status()).isEqualTo("FAILED");
        assertThat(mail.mails()).singleElement().satisfies(one -> {
            assertThat(one.subject())
                    .startsWith("legacy-import a failed: file:")
                    .endsWith("; table visits has nothing of it");
            assertThat(one.text())
                    .contains(
                            "has no row that can be loaded: 1 read, 1 rejected, 0 ignored. The table keeps what it has.",
                            "To do: mend what the cause names, then ./daybook run legacy-import file=",
                            "see ./daybook show 1");
        });
    }

    @Test
    void aRunWithManyRejectsIsToldAsSuchToo() {
        assertThat(load(row(DAY, "First"), badRow(DAY, "Second")).exitCode()).isEqualTo(5);
        assertThat(mail.subjects())
                .containsExactly(
                        "legacy-import a succeeded: 1 rows written, 1 rejected, 0 duplicate, 0 ignored",
                        "legacy-import a: 1 of 2 rows rejected, more than the 5.0 % feed legacy-visits warns at");
    }

    @ParameterizedTest
    @ValueSource(strings = {"end-told", "notices-written", "notice-claimed"})
    void aProcessThatDiesBeforeItSendsLeavesItToTheNextRun(String failpoint) {
        assertThat(loadInAProcess(failpoint).exitCode()).isEqualTo(Failpoints.KILLED);
        assertThat(mail.subjects()).isEmpty();
        assertThat(data.records("select status from batch_job_execution")).containsExactly("COMPLETED");
        assertThat(load(row(DAY, "First")).status()).isEqualTo("DUPLICATE");
        assertThat(mail.subjects()).containsExactly(SUCCEEDED);
        assertThat(outbox()).singleElement().asString().startsWith("SUCCEEDED|SENT|");
    }

    @Test
    void aProcessThatDiesBeforeItsEndIsRecordedTellsOfNoEnd() {
        assertThat(loadInAProcess("partition-built").exitCode()).isEqualTo(Failpoints.KILLED);
        assertThat(outbox()).isEmpty();
        load(row(DAY, "First"));
        assertThat(mail.subjects()).containsExactlyInAnyOrder(RECOVERED, SUCCEEDED);
    }

    @Test
    void aRunWhoseProcessDiesBeforeItsEndIsToldIsToldByTheNext() {
        assertThat(loadInAProcess("loaded").exitCode()).isEqualTo(Failpoints.KILLED);
        assertThat(outbox()).isEmpty();
        assertThat(load(row(DAY, "First")).status()).isEqualTo("DUPLICATE");
        assertThat(load(row(DAY, "First")).status()).isEqualTo("DUPLICATE");
        assertThat(mail.subjects()).containsExactly(SUCCEEDED);
    }

    @Test
    void aRunWhoseProcessDiesBeforeItsEndIsToldIsToldByAnOperatorsVerb() {
        assertThat(loadInAProcess("loaded").exitCode()).isEqualTo(Failpoints.KILLED);
        assertThat(CommandLineAnswer.of(data, "notices", "--send").out()).contains("SENT     succeeded", "1 sent");
        assertThat(CommandLineAnswer.of(data, "notices", "--send").out()).contains("0 sent, 0 failed");
        assertThat(mail.subjects()).containsExactly("legacy-import a succeeded: completed");
    }

    @Test
    void aProcessThatDiesAfterItHasSentSendsTheSameMailAgain() {
        assertThat(loadInAProcess("notice-sent").exitCode()).isEqualTo(Failpoints.KILLED);
        assertThat(mail.subjects()).containsExactly(SUCCEEDED);
        load(row(DAY, "First"));
        assertThat(mail.subjects()).containsExactly(SUCCEEDED, SUCCEEDED);
        assertThat(mail.mails())
                .extracting(MailServer.Mail::messageId)
                .containsOnly(mail.mails().get(0).messageId());
        load(row(DAY, "First"));
        assertThat(mail.subjects()).hasSize(2);
    }

    @Test
    void aRunThatDiedIsToldWhenItIsRecoveredAndThenItsEnd() {
        assertThat(loadInAProcess("decided").exitCode()).isEqualTo(Failpoints.KILLED);
        load(row(DAY, "First"));
        assertThat(mail.subjects()).containsExactlyInAnyOrder(RECOVERED, SUCCEEDED);
        assertThat(mail.mails().get(0).text() + mail.mails().get(1).text())
                .contains("To do: ./daybook restart 1 --reason …");
    }

    @Test
    void anOperatorWhoRecoversARunTellsOfIt() {
        assertThat(loadInAProcess("decided").exitCode()).isEqualTo(Failpoints.KILLED);
        assertThat(CommandLineAnswer.of(data, "recover").exitCode()).isZero();
        assertThat(mail.subjects()).containsExactly(RECOVERED);
    }

    @Test
    void aMailServerThatIsDownFailsNoRun() {
        int port = mail.port();
        mail.close();
        assertThat(load(row(DAY, "First")).status()).isEqualTo("COMPLETED");
        assertThat(outbox()).containsExactly("SUCCEEDED|PENDING|1");
        CommandLineAnswer failed = CommandLineAnswer.of(data, "notices", "--send");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.out())
                .contains("PENDING  succeeded", "after 2 attempts: mail server 127.0.0.1:", "0 sent, 1 failed");
        mail = MailServer.startAt(port);
        CommandLineAnswer sent = CommandLineAnswer.of(data, "notices", "--send", "--json");
        assertThat(sent.exitCode()).isZero();
        assertThat(sent.json().get(0).get("state").asString()).isEqualTo("SENT");
        assertThat(sent.json().get(0).get("kind").asString()).isEqualTo("succeeded");
        assertThat(mail.subjects()).containsExactly(SUCCEEDED);
    }

    @Test
    void aFileOfNoticesThatIsWrongIsToldBeforeAnythingRuns() throws IOException {
        Files.writeString(folder.resolve("notices.yaml"), "routes: [{channels: fax}]");
        assertThatThrownBy(() -> load(row(DAY, "First")))
                .isInstanceOfSatisfying(
                        DaybookException.class,
                        e -> assertThat(e.kind()).isEqualTo(DaybookException.Kind.CONFIGURATION))
                .hasMessageContaining("notices.yaml line 1 column 21: channels: expected one of log, smtp, sns");
        assertThat(data.executions()).isEmpty();
    }

    @Test
    void maintenanceTellsOfAMissedRunOnceAndADryRunOnlySaysSo() throws IOException {
        load(row(DAY, "First"));
        Files.writeString(folder.resolve("notices.yaml"), """
                routes: [{channels: smtp, recipients: ops@example.com}]
                deadlines: [{job: history-export, at: "00:00", since: %s}]
                """.formatted(LocalDate.now(ZoneOffset.UTC)));
        String line = "tell of a missed run: history-export ";
        assertThat(CommandLineAnswer.of(data, "maintenance", "--dry-run").out()).contains(line);
        assertThat(mail.subjects()).hasSize(1);
        assertThat(CommandLineAnswer.of(data, "maintenance").out()).contains(line);
        assertThat(CommandLineAnswer.of(data, "maintenance").out()).doesNotContain(line);
        assertThat(mail.subjects()).hasSize(2).element(1).asString().startsWith("history-export ");
    }
}
