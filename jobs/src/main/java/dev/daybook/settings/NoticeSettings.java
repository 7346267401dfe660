package dev.daybook.settings;

import dev.daybook.queue.QueueSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How notices are sent.
 *
 * @param file says who is told what, through what, and by when a job must have run; null sends everything to the log
 * @param smtp null for none: no mail is sent
 * @param snsEndpoint another server that speaks SNS; null for AWS
 * @param changes queue that changes of sources are announced to; null for none: they are notices like others
 */
public record NoticeSettings(
        @Nullable Path file,
        @Nullable SmtpSettings smtp,
        @Nullable URI snsEndpoint,
        @Nullable QueueSettings changes) {

    /** Everything goes to the log. */
    public static final NoticeSettings NONE = new NoticeSettings(null, null, null, null);

    /** How the connection to a mail server is kept private. */
    public enum Tls {
        /** It begins in the clear and is encrypted before anything is said; refused where the server cannot. */
        STARTTLS(587),
        /** It is encrypted from the first byte. */
        TLS(465),
        /** Nothing is, the password neither. */
        NONE(25);

        private final int port;

        Tls(int port) {
            this.port = port;
        }

        int port() {
            return port;
        }
    }

    /**
     * @param user null for a server that asks for none
     * @param from address mails come from
     * @param patience for a connection, and for each answer
     */
    public record SmtpSettings(
            String host, int port, Tls tls, @Nullable String user, String password, String from, Duration patience) {

        /** Without the password, which must not come into a log. */
        @Override
        public String toString() {
            return "SmtpSettings[%s:%d, %s, user=%s, from=%s]".formatted(host, port, tls, user, from);
        }
    }
}
