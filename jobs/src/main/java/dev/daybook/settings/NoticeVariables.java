package dev.daybook.settings;

import dev.daybook.failure.DaybookException;
import dev.daybook.queue.QueueSettings;
import dev.daybook.settings.NoticeSettings.SmtpSettings;
import dev.daybook.settings.NoticeSettings.Tls;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@link NoticeSettings} from environment variables. */
final class NoticeVariables {

    static final List<String> KNOWN = List.of(
            "NOTICES",
            "SMTP_HOST",
            "SMTP_PORT",
            "SMTP_TLS",
            "SMTP_USER",
            "SMTP_PASSWORD",
            "SMTP_SECONDS",
            "MAIL_FROM",
            "SNS_ENDPOINT",
            "CHANGES_QUEUE");

    private static final int MAX_PORT = 65_535;

    private NoticeVariables() {}

    static NoticeSettings read(Map<String, String> environment, Path workingFolder) {
        String file = environment.get(Settings.PREFIX + "NOTICES");
        String sns = environment.get(Settings.PREFIX + "SNS_ENDPOINT");
        return new NoticeSettings(
                file == null ? null : workingFolder.resolve(file).normalize(),
                smtp(environment),
                sns == null ? null : endpoint(sns),
                changes(environment));
    }

    private static @Nullable QueueSettings changes(Map<String, String> environment) {
        String url = environment.get(Settings.PREFIX + "CHANGES_QUEUE");
        if (url == null) {
            return null;
        }
        try {
            return new QueueSettings(
                    url,
                    Settings.endpoint(environment, "SQS_ENDPOINT"),
                    Settings.s3(environment).region());
        } catch (DaybookException e) {
            throw DaybookException.configuration(Settings.PREFIX + "CHANGES_QUEUE: " + e.getMessage());
        }
    }

    private static @Nullable SmtpSettings smtp(Map<String, String> environment) {
        String host = environment.get(Settings.PREFIX + "SMTP_HOST");
        if (host == null) {
            return null;
        }
        if (!host.matches("[\\w.:\\[\\]-]+")) {
            throw Settings.wrong("SMTP_HOST", "a host name", host);
        }
        Tls tls = tls(environment.getOrDefault(Settings.PREFIX + "SMTP_TLS", "starttls"));
        return new SmtpSettings(
                host,
                port(environment.getOrDefault(Settings.PREFIX + "SMTP_PORT", String.valueOf(tls.port()))),
                tls,
                environment.get(Settings.PREFIX + "SMTP_USER"),
                environment.getOrDefault(Settings.PREFIX + "SMTP_PASSWORD", ""),
                from(environment.getOrDefault(Settings.PREFIX + "MAIL_FROM", "")),
                Settings.seconds(environment, "SMTP_SECONDS", 10));
    }

    private static Tls tls(String given) {
        return Stream.of(Tls.values())
                .filter(tls -> tls.name().toLowerCase(Locale.ROOT).equals(given))
                .findFirst()
                .orElseThrow(() -> Settings.wrong("SMTP_TLS", "starttls, tls or none", given));
    }

    private static int port(String given) {
        if (!given.matches("[1-9][0-9]{0,4}") || Integer.parseInt(given) > MAX_PORT) {
            throw Settings.wrong("SMTP_PORT", "1 to 65535", given);
        }
        return Integer.parseInt(given);
    }

    private static String from(String given) {
        if (!given.matches("[^\\s@<>,;\"]+@[^\\s@<>,;\"]+")) {
            throw Settings.wrong(
                    "MAIL_FROM", "an address such as daybook@example.com, as DAYBOOK_SMTP_HOST is set", given);
        }
        return given;
    }

    private static URI endpoint(String text) {
        if (!text.matches("https?://[^\\s/]+.*")) {
            throw DaybookException.configuration(
                    "%sSNS_ENDPOINT: expected an address such as http://127.0.0.1:4566, found '%s'"
                            .formatted(Settings.PREFIX, text));
        }
        return URI.create(text);
    }
}
