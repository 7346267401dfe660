package dev.daybook.notify;

import dev.daybook.failure.DaybookException;
import dev.daybook.settings.NoticeSettings.SmtpSettings;
import dev.daybook.settings.NoticeSettings.Tls;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Properties;

/** Mail, over one connection for all notices of an occasion. */
final class SmtpChannel implements Channel {

    private final SmtpSettings settings;
    private final Session session;
    private final Transport transport;

    /** @throws DaybookException of kind UPSTREAM when the server cannot be reached or does not let us in */
    SmtpChannel(SmtpSettings settings) {
        this.settings = settings;
        this.session = Session.getInstance(properties(settings));
        try {
            this.transport = session.getTransport("smtp");
            connect();
        } catch (MessagingException e) {
            throw failure(e);
        }
    }

    private static Properties properties(SmtpSettings settings) {
        String patience = String.valueOf(settings.patience().toMillis());
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.connectiontimeout", patience);
        properties.setProperty("mail.smtp.timeout", patience);
        properties.setProperty("mail.smtp.writetimeout", patience);
        properties.setProperty("mail.smtp.ssl.enable", String.valueOf(settings.tls() == Tls.TLS));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.starttls.enable", String.valueOf(settings.tls() == Tls.STARTTLS));
        properties.setProperty("mail.smtp.starttls.required", String.valueOf(settings.tls() == Tls.STARTTLS));
        properties.setProperty("mail.smtp.auth", String.valueOf(settings.user() != null));
        // All of a notice's recipients or none, so that a repeat reaches nobody twice.
        properties.setProperty("mail.smtp.sendpartial", "false");
        return properties;
    }

    private void connect() throws MessagingException {
        if (settings.user() == null) {
            transport.connect(settings.host(), settings.port(), null, null);
        } else {
            transport.connect(settings.host(), settings.port(), settings.user(), settings.password());
        }
    }

    @Override
    public void send(OutboxRow notice) {
        if (notice.addresses().isEmpty()) {
            throw DaybookException.configuration(
                    "nobody is to be mailed: name recipients, or a default supervisor, in the file of notices");
        }
        try {
            MimeMessage message = message(notice);
            if (!transport.isConnected()) {
                connect();
            }
            transport.sendMessage(message, message.getAllRecipients());
        } catch (MessagingException e) {
            throw failure(e);
        }
    }

    private MimeMessage message(OutboxRow notice) throws MessagingException {
        MimeMessage message = new SameIdEachTime(session, "<%s@%s>".formatted(notice.messageId(), domain()));
        message.setFrom(new InternetAddress(settings.from()));
        List<InternetAddress> addresses = new ArrayList<>();
        for (String address : notice.addresses()) {
            addresses.add(new InternetAddress(address, true));
        }
        message.setRecipients(Message.RecipientType.TO, addresses.toArray(InternetAddress[]::new));
        message.setSubject(notice.subject(), StandardCharsets.UTF_8.name());
        message.setText(notice.body(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(notice.writtenAt()));
        // Out-of-office replies are for people.
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-Daybook-Kind", notice.kind().word());
        message.saveChanges();
        return message;
    }

    private String domain() {
        return settings.from().substring(settings.from().indexOf('@') + 1);
    }

    private DaybookException failure(MessagingException e) {
        Exception last = e;
        StringBuilder message = new StringBuilder(String.valueOf(e.getMessage()).strip());
        while (last instanceof MessagingException outer && outer.getNextException() != null) {
            last = outer.getNextException();
            message.append(": ").append(last);
        }
        return new DaybookException(
                DaybookException.Kind.UPSTREAM,
                "mail server %s:%d: %s".formatted(settings.host(), settings.port(), PlainText.line(message.toString())),
                e);
    }

    @Override
    public void close() {
        try {
            transport.close();
        } catch (MessagingException e) {
            // What it had to do it has done.
            return;
        }
    }

    /** Jakarta Mail makes an id of its own when a message is saved. */
    private static final class SameIdEachTime extends MimeMessage {

        private final String id;

        SameIdEachTime(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
