package dev.daybook.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import dev.daybook.settings.NoticeSettings.SmtpSettings;
import dev.daybook.settings.NoticeSettings.Tls;
import dev.daybook.testing.MailServer;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SmtpChannelTests {

    private MailServer server;

    @BeforeEach
    void start() {
        server = MailServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private SmtpSettings settings(Tls tls, @Nullable String user, String password) {
        return new SmtpSettings(
                "127.0.0.1", server.port(), tls, user, password, "daybook@example.com", Duration.ofSeconds(2));
    }

    private SmtpChannel open() {
        return new SmtpChannel(settings(Tls.NONE, null, ""));
    }

    private static OutboxRow row(String recipients, String subject, String body) {
        return new OutboxRow(
                1,
                ChannelName.SMTP,
                NoticeKind.VIP_VISIT,
                "queue-load",
                null,
                recipients,
                subject,
                body,
                "6f1c",
                Instant.parse("2026-03-01T20:15:00Z"),
                0,
                false,
                null);
    }

    @Test
    void aMailIsPlainUtf8WithAnIdThatStaysTheSame() throws Exception {
        try (SmtpChannel channel = open()) {
            OutboxRow row = row("a@example.com,b@example.com", "Zoë — 3 €", "Käse 😀\nzweite Zeile\n");
            channel.send(row);
            channel.send(row);
        }
        List<MimeMessage> messages = server.messages();
        assertThat(messages).hasSize(4);
        assertThat(server.mails())
                .containsOnly(new MailServer.Mail(
                        "a@example.com, b@example.com", "Zoë — 3 €", "Käse 😀\nzweite Zeile", "<6f1c@example.com>"));
        MimeMessage message = messages.get(0);
        assertThat(message.getContentType()).isEqualToIgnoringCase("text/plain; charset=UTF-8");
        assertThat(message.getFrom()[0]).hasToString("daybook@example.com");
        assertThat(message.getSentDate()).isEqualTo("2026-03-01T20:15:00Z");
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(message.getHeader("X-Daybook-Kind")).containsExactly("vip-visit");
    }

    @Test
    void nothingInASubjectOrBodyBecomesAHeaderOrARecipient() throws Exception {
        Notice notice = new Notice(
                "x",
                NoticeKind.VIP_VISIT,
                "queue-load",
                null,
                "Visit\r\nBcc: thief@example.com\r\n\r\nnew body",
                "Feedback: a\n.\nRCPT TO:<thief@example.com>\n",
                List.of());
        try (SmtpChannel channel = open()) {
            channel.send(row("a@example.com", notice.subject(), notice.body()));
        }
        assertThat(server.messages()).singleElement().satisfies(message -> {
            assertThat(message.getHeader("Bcc")).isNull();
            assertThat(MailServer.recipients(message)).isEqualTo(1);
        });
        assertThat(server.mails().get(0).subject()).isEqualTo("Visit Bcc: thief@example.com new body");
        assertThat(server.mails().get(0).text()).isEqualTo("Feedback: a\n.\nRCPT TO:<thief@example.com>");
    }

    @Test
    void whoHasAnAccountSaysSo() {
        try (SmtpChannel channel = new SmtpChannel(settings(Tls.NONE, MailServer.USER, MailServer.PASSWORD))) {
            channel.send(row("a@example.com", "s", "b"));
        }
        assertThat(server.subjects()).containsExactly("s");
        assertThatThrownBy(() -> new SmtpChannel(settings(Tls.NONE, MailServer.USER, "wrong")))
                .isInstanceOf(DaybookException.class)
                .hasMessageContaining("mail server 127.0.0.1:%d: ".formatted(server.port()))
                .hasMessageNotContaining("wrong");
    }

    @Test
    void aServerThatCannotEncryptIsSentNothing() {
        assertThatThrownBy(() -> new SmtpChannel(settings(Tls.STARTTLS, null, "")))
                .isInstanceOfSatisfying(
                        DaybookException.class, e -> assertThat(e.kind()).isEqualTo(DaybookException.Kind.UPSTREAM))
                .hasMessageContaining("STARTTLS is required but host does not support STARTTLS");
        assertThat(server.messages()).isEmpty();
    }

    @Test
    void aServerThatSaysNothingIsNotWaitedForLong() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            SmtpSettings settings = new SmtpSettings(
                    "127.0.0.1", silent.getLocalPort(), Tls.NONE, null, "", "d@example.com", Duration.ofSeconds(1));
            long start = System.nanoTime();
            assertThatThrownBy(() -> new SmtpChannel(settings)).hasMessageContaining("Read timed out");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void nobodyToBeMailedIsAFailure() {
        try (SmtpChannel channel = open()) {
            assertThatThrownBy(() -> channel.send(row("", "s", "b")))
                    .isInstanceOf(DaybookException.class)
                    .hasMessage(
                            "nobody is to be mailed: name recipients, or a default supervisor, in the file of notices");
        }
    }
}
