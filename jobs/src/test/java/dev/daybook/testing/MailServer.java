package dev.daybook.testing;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A mail server that keeps what it gets: GreenMail, spoken to by SMTP as any other. */
public final class MailServer implements AutoCloseable {

    public static final String USER = "batch";
    public static final String PASSWORD = "of the mail server";

    private final GreenMail server;
    private final String protocol;

    private MailServer(int port, String protocol) {
        this.protocol = protocol;
        ServerSetup setup = new ServerSetup(port, "127.0.0.1", protocol);
        setup.setServerStartupTimeout(10_000);
        server = new GreenMail(setup);
        server.setUser(USER + "@example.com", USER, PASSWORD);
        server.start();
    }

    /** In the clear, at any port that is free. */
    public static MailServer start() {
        return new MailServer(0, ServerSetup.PROTOCOL_SMTP);
    }

    /** In the clear. */
    public static MailServer startAt(int port) {
        return new MailServer(port, ServerSetup.PROTOCOL_SMTP);
    }

    /** Encrypted from the first byte, with the certificate that system properties of GreenMail's name. */
    public static MailServer startEncrypted() {
        return new MailServer(0, ServerSetup.PROTOCOL_SMTPS);
    }

    public int port() {
        return (protocol.equals(ServerSetup.PROTOCOL_SMTP) ? server.getSmtp() : server.getSmtps()).getPort();
    }

    /** Settings that send through it, as environment variables. */
    public Map<String, String> environment() {
        return environment(port());
    }

    public static Map<String, String> environment(int port) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("DAYBOOK_SMTP_HOST", "127.0.0.1");
        settings.put("DAYBOOK_SMTP_PORT", String.valueOf(port));
        settings.put("DAYBOOK_SMTP_TLS", "none");
        settings.put("DAYBOOK_SMTP_SECONDS", "5");
        settings.put("DAYBOOK_MAIL_FROM", "daybook@example.com");
        return settings;
    }

    /**
     * What one recipient got.
     *
     * @param text lines end with a line feed
     */
    public record Mail(String to, String subject, String text, String messageId) {}

    public List<MimeMessage> messages() {
        return Arrays.asList(server.getReceivedMessages());
    }

    /** All mails, in the order they came. */
    public List<Mail> mails() {
        List<Mail> mails = new ArrayList<>();
        try {
            for (MimeMessage message : messages()) {
                mails.add(new Mail(
                        message.getHeader("To", ","),
                        message.getSubject(),
                        String.valueOf(message.getContent()).replace("\r\n", "\n"),
                        message.getMessageID()));
            }
            return mails;
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<String> subjects() {
        return mails().stream().map(Mail::subject).toList();
    }

    /** How many recipients a message has. */
    public static int recipients(MimeMessage message) {
        try {
            return message.getRecipients(Message.RecipientType.TO).length;
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
