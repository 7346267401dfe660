package dev.daybook.jobs.queueload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.failure.Failpoints;
import dev.daybook.ops.ExecutionView;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.DaybookProcess;
import dev.daybook.testing.MailServer;
import dev.daybook.testing.TestDatabase;
import dev.daybook.testing.Visits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Visits of the web form, and what a real SMTP server gets of them; loads that die do so in a process of their own. */
@ParameterizedClass
@EnumSource(
        value = TestDatabase.class,
        names = {"H2_SERVER", "POSTGRESQL"})
class VipVisitTests {

    private static final int LEGACY_ROWS = 10_000;

    @Parameter
    private TestDatabase database;

    @TempDir
    private Path folder;

    private MailServer mail;
    private DataFolder data;

    @BeforeEach
    void start() throws IOException {
        mail = MailServer.start();
        Path plan = Files.writeString(folder.resolve("notices.yaml"), """
                routes: [{kinds: vip-visit, channels: smtp}]
                supervisors:
                  default: lead@example.com
                  people: {Amelia Hartley: anna@example.com}
                """);
        Map<String, String> settings = new TreeMap<>(mail.environment());
        settings.put("DAYBOOK_NOTICES", plan.toString());
        data = new DataFolder(folder.resolve("data"), database, settings);
    }

    @AfterEach
    void stop() {
        mail.close();
    }

    private static String visit(String customer, String salesperson, String date, String vip) {
        return """
                {"CustomerName": "%s", "Salesperson": "%s", "Date": "%s", "MeetingType": "MEETING",
                 "MeetingSubject": "Prices of %1$s", "MeetingDetails": "Käse & <b>Brot</b>\\r\\nBcc: thief@example.com",
                 "VIPCustomer": "%s", "Feedback": "Good"}""".formatted(customer, salesperson, date, vip);
    }

    private static String[] threeVipVisits() {
        return new String[] {
            visit("Aldridge", "Amelia Hartley", "02/03/26", "YES"),
            visit("Brown", "Ben Ode", "03/03/26", "YES"),
            visit("Plain", "Ben Ode", "03/03/26", "NO"),
            visit("Curtis", "amelia hartley", "04/02/26", "YES")
        };
    }

    private Path file(String... visits) {
        return Visits.text(
                folder.resolve("visits.json"), Stream.of(visits).collect(Collectors.joining(",\n", "[", "]")));
    }

    private Stream<String> told() {
        return mail.mails().stream()
                .map(one -> one.to() + " " + one.text().lines().findFirst().orElse(""));
    }

    private void assertThreeTold() {
        assertThat(told())
                .containsExactlyInAnyOrder(
                        "anna@example.com Meeting Subject: Prices of Aldridge",
                        "lead@example.com Meeting Subject: Prices of Brown",
                        "anna@example.com Meeting Subject: Prices of Curtis");
    }

    @Test
    void aLiveVipVisitIsToldToTheSupervisorOnFiveLines() {
        ExecutionView run = data.loadMessages(file(threeVipVisits()));
        assertThat(run.status()).isEqualTo("COMPLETED");
        assertThat(run.written()).isEqualTo(4);
        assertThreeTold();
        assertThat(mail.subjects()).hasSize(3).containsOnly("A VIP customer has been visited");
        assertThat(mail.mails()).anySatisfy(one -> assertThat(one.text()).isEqualTo("""
                Meeting Subject: Prices of Aldridge
                Meeting Details: Käse & <b>Brot</b> Bcc: thief@example.com
                Salesperson: Amelia Hartley
                Meeting Date: 2026-03-02
                Feedback: Good"""));
        assertThat(data.query("select customer_name, vip_customer, legacy, visit_month from visits order by all"))
                .containsExactly(
                        "Aldridge|true|false|2026-03",
                        "Brown|true|false|2026-03",
                        "Curtis|true|false|2026-02",
                        "Plain|false|false|2026-03");
    }

    @Test
    void aVisitIsToldOnceWhateverFileItComesIn() {
        data.loadMessages(file(threeVipVisits()));
        assertThat(data.loadMessages(file(threeVipVisits())).status()).isEqualTo("DUPLICATE");
        data.loadMessages(file(threeVipVisits()), "key", "another name");
        String[] more = Stream.concat(
                        Stream.of(threeVipVisits()), Stream.of(visit("Plain too", "Ben Ode", "05/03/26", "NO")))
                .toArray(String[]::new);
        assertThat(data.loadMessages(file(more)).written()).isEqualTo(5);
        assertThreeTold();
    }

    @Test
    void filesOfTheSameNameInOtherFoldersAreOthers() {
        Path landing = data.folder().resolve("landing");
        String monday = "[" + visit("Aldridge", "Amelia Hartley", "02/03/26", "NO") + "]";
        String tuesday = "[" + visit("Brown", "Ben Ode", "03/03/26", "NO") + "]";
        data.loadMessages(Visits.text(landing.resolve("a/batch-1.json"), monday));
        data.loadMessages(Visits.text(landing.resolve("b/batch-1.json"), tuesday));
        Path elsewhere = folder.resolve("c/batch-1.json");
        data.loadMessages(Visits.text(elsewhere, "[" + visit("Curtis", "Ben Ode", "04/03/26", "NO") + "]"));
        assertThat(data.query("select customer_name, source from visits order by all"))
                .containsExactly(
                        "Aldridge|visits/a/batch-1.json",
                        "Brown|visits/b/batch-1.json",
                        "Curtis|visits/file:" + elsewhere);
        data.loadMessages(
                Visits.text(landing.resolve("a/batch-1.json"), "[" + visit("Dean", "Ben Ode", "04/03/26", "NO") + "]"));
        assertThat(data.query("select customer_name from visits order by all"))
                .containsExactly("Brown", "Curtis", "Dean");
    }

    @Test
    void ofTwoFilesWithTheSameVisitAtOnceNeitherFailsAndOneTells() throws Exception {
        List<DaybookProcess.Running> running = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Path file = Visits.text(folder.resolve(i + "/visits.json"), "[" + String.join(",", threeVipVisits()) + "]");
            running.add(new DaybookProcess(folder)
                    .with(data.environment())
                    .with(Failpoints.VARIABLE, "partition-built:1:hold:" + folder.resolve("held-" + i))
                    .start(
                            "run",
                            "queue-load",
                            "file=" + file,
                            "--data",
                            data.folder().toString()));
        }
        for (int i = 0; i < 2; i++) {
            while (!Files.exists(folder.resolve("held-" + i))
                    && running.get(i).process().isAlive()) {
                Thread.sleep(20);
            }
        }
        for (int i = 0; i < 2; i++) {
            Files.deleteIfExists(folder.resolve("held-" + i));
        }
        assertThat(running)
                .allSatisfy(one -> assertThat(one.await())
                        .extracting(DaybookProcess.Ended::exitCode)
                        .isEqualTo(0));
        assertThreeTold();
        assertThat(data.query("select count(*), count(distinct visit_id) from visits"))
                .containsExactly("4|4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"segment-written", "partition-built", "decided:1", "decided:2", "filed-away", "notices-written"})
    void aVisitIsToldOnceWhereverItsLoadDies(String failpoint) {
        DaybookProcess.Ended ended = new DaybookProcess(folder)
                .with(data.environment())
                .with(Failpoints.VARIABLE, failpoint)
                .run(
                        "run",
                        "queue-load",
                        "file=" + file(threeVipVisits()),
                        "--data",
                        data.folder().toString());
        assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(Failpoints.KILLED);
        data.loadMessages(file(threeVipVisits()));
        assertThreeTold();
        data.loadMessages(file(threeVipVisits()));
        assertThreeTold();
    }

    @Test
    void visitsOfOlderSystemsAreNeverToldEvenIfAFeedMakesThemVip() throws IOException {
        Path feed = Files.writeString(
                folder.resolve("old-vip.yaml"),
                Files.readString(Path.of("src/main/resources/feeds/legacy-visits.yaml"))
                        .replace("feed: legacy-visits", "feed: old-vip")
                        .replace("    type: boolean\n    nullable: true", "    type: boolean\n    value: \"true\""));
        String[] rows = IntStream.range(0, LEGACY_ROWS)
                .mapToObj(i -> Visits.row("05/01/20", "VIP " + i))
                .toArray(String[]::new);
        Path export = Visits.file(folder.resolve("old.csv"), rows);
        data.load(export, "feed", feed.toString());
        assertThat(data.query("select count(*), count(*) filter (vip_customer and legacy) from visits"))
                .containsExactly("10000|10000");
        data.loadMessages(export, "feed", feed.toString(), "key", "again");
        assertThat(mail.messages()).isEmpty();
        assertThat(data.records("select count(*) from outbox where kind = 'VIP_VISIT'"))
                .containsExactly("0");
    }

    @Test
    void whatOneCannotKnowIsRejected() {
        ExecutionView run = data.loadMessages(file(
                visit("Aldridge", "Amelia Hartley", "02/03/26", "MAYBE"),
                visit("Brown", "Ben Ode", "03/03/26", "YES")));
        assertThat(run.rejected()).isEqualTo(1);
        assertThat(told()).containsExactly("lead@example.com Meeting Subject: Prices of Brown");
    }

    @Test
    void aFileMayBeOneObjectOrOneALine() {
        data.loadMessages(
                Visits.text(folder.resolve("one.json"), visit("Aldridge", "Amelia Hartley", "02/03/26", "YES")));
        data.loadMessages(Visits.text(
                folder.resolve("lines.json"),
                visit("Brown", "Ben Ode", "03/03/26", "YES").replace("\n", " ")
                        + "\n"
                        + visit("Curtis", "Amelia Hartley", "04/02/26", "YES").replace("\n", " ")
                        + "\n"));
        assertThreeTold();
    }
}
