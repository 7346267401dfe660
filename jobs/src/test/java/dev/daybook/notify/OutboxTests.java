package dev.daybook.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.database.Database;
import dev.daybook.notify.NoticePlan.Route;
import dev.daybook.settings.Settings;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.FakeSns;
import dev.daybook.testing.MailServer;
import dev.daybook.testing.OnBothDatabases;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@OnBothDatabases
class OutboxTests {

    private static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:daybook";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Parameter
    private TestDatabase database;

    @TempDir
    private Path folder;

    private MailServer mail;
    private Map<String, String> environment;
    private HikariDataSource source;
    private Outbox outbox;

    @BeforeEach
    void open() {
        mail = MailServer.start();
        environment = new TreeMap<>(new DataFolder(folder, database).environment());
        environment.putAll(mail.environment());
        source = Database.open(settings());
        outbox = new Outbox(source);
    }

    @AfterEach
    void close() {
        source.close();
        mail.close();
    }

    private Settings settings() {
        return Settings.of(environment, folder, folder);
    }

    private NoticeSender sender() {
        return new NoticeSender(source, settings().notices());
    }

    private static Route by(ChannelName... channels) {
        return new Route(Set.of(), Set.of(), Set.of(channels), List.of("ops@example.com"), TOPIC);
    }

    private static Notice notice(long execution) {
        return Notice.ofRun(
                execution, NoticeKind.FAILED, "legacy-import", "load " + execution + " failed", "Cause: ü\n");
    }

    private List<String> states() {
        return JdbcClient.create(source)
                .sql("select channel || ' ' || state || ' ' || attempts from outbox order by notice_id")
                .query(String.class)
                .list();
    }

    private void update(String sql) {
        JdbcClient.create(source).sql(sql).update();
    }

    @Test
    void aNoticeIsThereOncePerThingItTellsOf() {
        assertThat(outbox.add(notice(1), by(ChannelName.LOG, ChannelName.SMTP))).isTrue();
        assertThat(outbox.add(notice(1), by(ChannelName.SNS))).isFalse();
        assertThat(outbox.add(notice(2), by())).isFalse();
        assertThat(states()).containsExactlyInAnyOrder("LOG PENDING 0", "SMTP PENDING 0");
    }

    @Test
    void aNoticeGoesWithTheTransactionThatWroteIt() {
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(source));
        transaction.executeWithoutResult(status -> {
            outbox.add(notice(1), by(ChannelName.SMTP));
            status.setRollbackOnly();
        });
        assertThat(states()).isEmpty();
        transaction.executeWithoutResult(status -> outbox.add(notice(1), by(ChannelName.SMTP)));
        assertThat(states()).containsExactly("SMTP PENDING 0");
    }

    @Test
    void whatIsDueIsSentOnce() {
        outbox.add(notice(1), by(ChannelName.SMTP, ChannelName.LOG));
        assertThat(sender().sendDue(PATIENCE)).isEqualTo(new NoticeSender.Report(2, 0));
        assertThat(sender().sendDue(PATIENCE)).isEqualTo(new NoticeSender.Report(0, 0));
        assertThat(sender().sendAll(true)).isEqualTo(new NoticeSender.Report(0, 0));
        assertThat(mail.subjects()).containsExactly("load 1 failed");
        assertThat(states()).containsExactlyInAnyOrder("LOG SENT 1", "SMTP SENT 1");
    }

    @Test
    void twoSendersAtOnceSendEachNoticeOnce() throws Exception {
        for (int i = 1; i <= 40; i++) {
            outbox.add(notice(i), by(ChannelName.SMTP));
        }
        CyclicBarrier start = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Future<NoticeSender.Report>> reports = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            NoticeSender sender = sender();
            reports.add(threads.submit(() -> {
                start.await();
                return sender.sendDue(PATIENCE);
            }));
        }
        int sent = reports.get(0).get().sent() + reports.get(1).get().sent();
        threads.shutdown();
        assertThat(sent).isEqualTo(40);
        assertThat(mail.subjects()).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void whatCannotBeSentWaitsLongerEachTimeAndIsSentLater() {
        outbox.add(notice(1), by(ChannelName.SMTP));
        int port = mail.port();
        mail.close();
        assertThat(sender().sendDue(PATIENCE)).isEqualTo(new NoticeSender.Report(0, 1));
        assertThat(states()).containsExactly("SMTP PENDING 1");
        assertThat(outbox.list(1, true).get(0).lastError())
                .startsWith("mail server 127.0.0.1:%d: Couldn't connect to host".formatted(port));
        assertThat(sender().sendDue(PATIENCE)).isEqualTo(new NoticeSender.Report(0, 0));
        mail = MailServer.startAt(port);
        update("update outbox set due_at = current_timestamp - interval '1' second");
        assertThat(sender().sendDue(PATIENCE)).isEqualTo(new NoticeSender.Report(1, 0));
        assertThat(mail.subjects()).containsExactly("load 1 failed");
        assertThat(outbox.list(1, false).get(0).lastError()).isNull();
    }

    @Test
    void aServerThatIsDownIsAskedOnceAnOccasionAndHoldsUpNoOtherChannel() {
        outbox.add(notice(1), by(ChannelName.SMTP));
        outbox.add(notice(2), by(ChannelName.SMTP));
        outbox.add(notice(3), by(ChannelName.LOG));
        mail.close();
        assertThat(sender().sendDue(PATIENCE)).isEqualTo(new NoticeSender.Report(1, 1));
        assertThat(states()).containsExactly("SMTP PENDING 1", "SMTP PENDING 0", "LOG SENT 1");
    }

    @Test
    void aNoticeIsGivenUpInTheEndAndSentWhenSomebodyAsksForIt() {
        outbox.add(notice(1), by(ChannelName.SMTP));
        int port = mail.port();
        mail.close();
        for (int i = 0; i < NoticeSender.MAX_ATTEMPTS; i++) {
            sender().sendAll(false);
        }
        assertThat(states()).containsExactly("SMTP GIVEN_UP " + NoticeSender.MAX_ATTEMPTS);
        mail = MailServer.startAt(port);
        assertThat(sender().sendAll(false)).isEqualTo(new NoticeSender.Report(0, 0));
        assertThat(sender().sendAll(true)).isEqualTo(new NoticeSender.Report(1, 0));
        assertThat(mail.subjects()).containsExactly("load 1 failed");
    }

    @Test
    void aClaimHoldsWhileItsProcessMayLiveAndIsTakenOverWhenItIsLate() {
        outbox.add(notice(1), by(ChannelName.SMTP));
        assertThat(outbox.claim(1, 0, "somebody", null, 300)).isTrue();
        assertThat(outbox.claim(1, 0, "another", null, 300)).isFalse();
        assertThat(sender().sendDue(PATIENCE)).isEqualTo(new NoticeSender.Report(0, 0));
        update("update outbox set claimed_until = current_timestamp - interval '1' second");
        assertThat(sender().sendDue(PATIENCE)).isEqualTo(new NoticeSender.Report(1, 0));
        assertThat(mail.subjects()).hasSize(1);
    }

    @Test
    void aLateSenderThatFailsDoesNotTakeTheClaimFromTheNextOne() {
        outbox.add(notice(1), by(ChannelName.SMTP));
        outbox.claim(1, 0, "late", null, 300);
        OutboxRow late = outbox.next(Outbox.Wanted.DUE, 0, Set.of()).orElseThrow();
        outbox.claim(1, 1, "next", null, 300);
        outbox.setFailed(late, "too late", null);
        assertThat(states()).containsExactly("SMTP PENDING 2");
        outbox.setSent(1);
        assertThat(states()).containsExactly("SMTP SENT 2");
    }

    @Test
    void aTopicGetsTheNoticeAsItsMessage() throws Exception {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        try (FakeSns sns = new FakeSns()) {
            environment.put("DAYBOOK_SNS_ENDPOINT", sns.endpoint().toString());
            outbox.add(notice(1), by(ChannelName.SNS));
            assertThat(sender().sendDue(PATIENCE)).isEqualTo(new NoticeSender.Report(1, 0));
            assertThat(sns.forms())
                    .singleElement()
                    .satisfies(form -> assertThat(form)
                            .containsEntry("Action", "Publish")
                            .containsEntry("TopicArn", TOPIC)
                            .containsEntry("Subject", "load 1 failed")
                            .containsEntry("Message", "Cause: ü\n")
                            .containsValues("kind", "failed", "job", "legacy-import")
                            .doesNotContainKey("MessageGroupId"));
            Route fifo = new Route(Set.of(), Set.of(), Set.of(ChannelName.SNS), List.of(), TOPIC + ".fifo");
            outbox.add(notice(2), fifo);
            sns.loseTopic();
            assertThat(sender().sendDue(PATIENCE)).isEqualTo(new NoticeSender.Report(0, 1));
            assertThat(sns.forms().get(1)).containsEntry("MessageGroupId", "legacy-import");
            assertThat(sns.forms().get(1).get("MessageDeduplicationId"))
                    .isEqualTo(JdbcClient.create(source)
                            .sql("select message_id from outbox where notice_id = 2")
                            .query(String.class)
                            .single());
            assertThat(outbox.list(1, true).get(0).lastError())
                    .startsWith("topic %s.fifo: Topic does not exist".formatted(TOPIC));
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
    }
}
