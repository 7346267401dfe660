package dev.daybook.jobs.apisync;

import static dev.daybook.jobs.apisync.PublishedFiles.NOTES;
import static dev.daybook.jobs.apisync.PublishedFiles.SOURCE;
import static dev.daybook.jobs.apisync.PublishedFiles.TEXT;
import static dev.daybook.jobs.apisync.PublishedFiles.VALUES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.DaybookException.Kind;
import dev.daybook.ops.Operator;
import dev.daybook.standin.Fault;
import dev.daybook.sync.SyncDesk;
import dev.daybook.testing.CommandLineAnswer;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.DaybookProcess;
import dev.daybook.testing.DaybookProcess.Running;
import dev.daybook.testing.SqsServer;
import dev.daybook.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a run needs before it begins, how it is stopped, what it tells, and what operators see and do. */
class SyncStartTests {

    @TempDir
    private Path folder;

    private DataFolder data;
    private PublishedFiles published;

    private void begin(Map<String, String> settings) {
        begin(TestDatabase.H2, settings);
    }

    private void begin(TestDatabase database, Map<String, String> settings) {
        data = new DataFolder(folder.resolve("data"), database, settings);
        published = new PublishedFiles(data);
        published.publishThree();
    }

    private void describe(String more) {
        published.describe(
                "kind: http-directory\nurl: " + published.server.folder() + "\n" + PublishedFiles.FEEDS + more);
    }

    @AfterEach
    void stop() {
        published.close();
    }

    private String header(String name) {
        return published.server.requests().get(0).headers().get(name);
    }

    @Test
    void aSourceThatAsksForAContactIsNotAskedWithoutOne() {
        begin(Map.of());
        describe("contact: required\n");

        assertThatThrownBy(() -> data.sync(SOURCE))
                .isInstanceOfSatisfying(
                        DaybookException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFIGURATION))
                .hasMessageContaining("set DAYBOOK_CONTACT to an e-mail address");
        assertThat(published.newRequests()).isEmpty();
        assertThat(data.executions()).isEmpty();
    }

    @Test
    void whatIsNoAddressIsNotSent() {
        begin(Map.of("DAYBOOK_CONTACT", "nobody"));

        assertThatThrownBy(() -> data.sync(SOURCE)).hasMessageContaining("DAYBOOK_CONTACT: expected an e-mail address");
        assertThat(published.newRequests()).isEmpty();
    }

    @Test
    void contactAndSecretsAreReadFromWhereTheyAreKept() throws IOException {
        Path contact = Files.writeString(folder.resolve("contact"), "data@example.org\n");
        Path key = Files.writeString(folder.resolve("key"), "canary-4711\n");
        begin(Map.of("DAYBOOK_CONTACT", "file:" + contact));
        describe("contact: required\nheaders: {X-Purpose: copies}\nsecretHeaders: {X-Key: \"file:" + key + "\"}\n");

        assertThat(data.sync(SOURCE).status()).isEqualTo("COMPLETED");

        assertThat(header("User-agent")).isEqualTo("Daybook (data@example.org)");
        assertThat(header("X-purpose")).isEqualTo("copies");
        assertThat(header("X-key")).isEqualTo("canary-4711");
        assertThat(data.records("select * from batch_job_execution_params").toString())
                .doesNotContain("canary-4711");
    }

    @Test
    void aSecretThatIsNotThereIsNamed() {
        begin(Map.of());
        describe("secretHeaders: {X-Key: \"file:" + folder.resolve("none") + "\"}\n");

        assertThatThrownBy(() -> data.sync(SOURCE)).hasMessageContaining("header X-Key of source published");
    }

    @Test
    void aRunThatIsToldToStopWhileItWaitsStopsAndTheNextGoesOn() {
        begin(TestDatabase.H2_SERVER, Map.of());
        published.server.fail(NOTES, Fault.status(429, "60"));
        published.waitUpTo(120);
        Running running = new DaybookProcess(folder)
                .with(data.environment())
                .start(
                        "run",
                        "api-sync",
                        "source=" + SOURCE,
                        "--data",
                        data.folder().toString());
        while (published.server.requests().size() < 3 && running.process().isAlive()) {
            Thread.onSpinWait();
        }

        running.process().destroy();

        assertThat(running.await().exitCode()).isEqualTo(4);
        assertThat(published.newRequests()).containsExactly("", VALUES, NOTES);
        assertThat(data.sync(SOURCE).status()).isEqualTo("COMPLETED");
        assertThat(published.newRequests()).containsExactly("", NOTES, TEXT);
        assertThat(data.executions()).extracting("status").containsExactly("COMPLETED", "STOPPED");
    }

    @Test
    void changesAreAnnouncedToTheQueueAsTheRunThatFollows() {
        SqsServer.TestQueue queue = SqsServer.shared().newQueue();
        begin(Map.of("DAYBOOK_CHANGES_QUEUE", queue.url()));
        describe("onChange: {job: notebook-report, parameters: {report: productivity}}\n");

        long run = data.sync(SOURCE).id();
        data.sync(SOURCE);

        JsonNode event = JsonMapper.builder().build().readTree(queue.takeAll().get(0));
        assertThat(event.get("job").asString()).isEqualTo("notebook-report");
        assertThat(event.at("/parameters/report").asString()).isEqualTo("productivity");
        assertThat(event.get("requestId").asString()).isEqualTo("api-sync/published/" + run);
        assertThat(queue.size()).isZero();
        assertThat(data.records("select channel, state from outbox where kind = 'CHANGED'"))
                .containsExactly("QUEUE|SENT");
    }

    @Test
    void whatIsResetIsFetchedAndLoadedAnewAndThatIsOnRecord() {
        begin(Map.of());
        data.sync(SOURCE);
        published.newRequests();

        int files = data.withDatabase(database ->
                new SyncDesk(database, data.settings()).reset(SOURCE, VALUES, new Operator("test", "looks odd")));

        assertThat(files).isEqualTo(1);
        assertThat(data.sync(SOURCE).read()).isEqualTo(2);
        assertThat(published.newRequests()).containsExactly("", VALUES);
        assertThat(data.records("select acted_by, action, reason, outcome, detail from operator_action"))
                .containsExactly("test|reset|looks odd|DONE|published/pr.data.0.Current: 1 files");
        assertThatThrownBy(() -> data.withDatabase(database ->
                        new SyncDesk(database, data.settings()).reset(SOURCE, "none", new Operator("test", null))))
                .hasMessageContaining("has nothing to reset");
        assertThat(data.records("select outcome from operator_action order by action_id"))
                .containsExactly("DONE", "REFUSED");
    }

    @Test
    void operatorsSeeWhatIsKnownOfEachFile() {
        begin(Map.of());
        data.sync(SOURCE);
        published.put(TEXT, "Other words.");
        published.server.fail(TEXT, Fault.status(404));
        data.sync(SOURCE);

        CommandLineAnswer answer = CommandLineAnswer.of(data, "sync-state", SOURCE, "--json");

        assertThat(answer.exitCode()).isZero();
        JsonNode files = answer.json().get(0).get("files");
        assertThat(files)
                .extracting(file ->
                        file.get("name").asString() + " " + file.get("state").asString())
                .containsExactly(VALUES + " CURRENT", NOTES + " CURRENT", TEXT + " DUE");
        assertThat(files.get(0).get("load").asString()).isEqualTo("LOADED");
        assertThat(files.get(0).get("feed").asString()).isEqualTo("productivity");
        assertThat(CommandLineAnswer.of(data, "sync-state").out()).contains("  DUE      pr.txt");
        CommandLineAnswer reset = CommandLineAnswer.of(data, "sync-state", SOURCE, "--reset-all", "--reason", "test");
        assertThat(reset.out()).contains("3 files of published: fetched and loaded anew by the next run");
        assertThat(CommandLineAnswer.of(data, "sync-state", "nothing").exitCode())
                .isEqualTo(2);
    }

    @Test
    void sourcesThereAreNotAreNamed() {
        begin(Map.of());

        assertThatThrownBy(() -> data.sync("weather"))
                .hasMessageContaining(
                        "there is no source weather: expected one of bls-productivity, population, published");
        assertThat(List.of(published.newRequests())).containsExactly(List.of());
    }
}
