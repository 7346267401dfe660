package dev.daybook.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import dev.daybook.queue.QueueSettings;
import dev.daybook.settings.NoticeSettings.SmtpSettings;
import dev.daybook.settings.NoticeSettings.Tls;
import dev.daybook.settings.Settings.CatalogSettings;
import dev.daybook.settings.Settings.DatabaseSettings;
import dev.daybook.settings.Settings.ListenSettings;
import dev.daybook.settings.Settings.RunSettings;
import dev.daybook.settings.Settings.Zones;
import dev.daybook.store.Location;
import dev.daybook.store.S3Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTests {

    private static final Path HERE = Path.of("/work/here");

    private static Location place(String path) {
        return Location.of(Path.of(path));
    }

    @Test
    void withoutVariablesEverythingIsInTheFolderVar() {
        assertThat(Settings.of(Map.of(), null, HERE))
                .isEqualTo(new Settings(
                        Path.of("/work/here/var"),
                        new Zones(
                                place("/work/here/var/landing"),
                                place("/work/here/var/processed"),
                                place("/work/here/var/quarantine"),
                                place("/work/here/var/staging"),
                                place("/work/here/var/lake"),
                                place("/work/here/var/reports")),
                        null,
                        Path.of("/work/here/var/templates"),
                        Path.of("/work/here/var/sources"),
                        null,
                        new DatabaseSettings(null, "daybook", "", Duration.ofMinutes(1)),
                        new S3Settings(null, "eu-central-1", false),
                        new RunSettings(Duration.ofSeconds(30), Duration.ofSeconds(20)),
                        NoticeSettings.NONE,
                        new ListenSettings(null, null, 1, Duration.ofMinutes(1), Duration.ofSeconds(30)),
                        new CatalogSettings(null, "primary", null)));
    }

    @Test
    void everyVariableIsMapped() {
        Map<String, String> environment = Map.ofEntries(
                Map.entry("DAYBOOK_DATA", "data"),
                Map.entry("DAYBOOK_TEMPLATES", "reports"),
                Map.entry("DAYBOOK_SOURCES", "public"),
                Map.entry("DAYBOOK_CONTACT", "file:/run/contact"),
                Map.entry("DAYBOOK_CHANGES_QUEUE", "https://sqs.eu-west-1.amazonaws.com/123456789012/changes"),
                Map.entry("DAYBOOK_LANDING", "s3://bucket/landing"),
                Map.entry("DAYBOOK_PROCESSED", "s3://bucket/processed/"),
                Map.entry("DAYBOOK_QUARANTINE", "/q"),
                Map.entry("DAYBOOK_STAGING", "file:/s"),
                Map.entry("DAYBOOK_LAKE", "lake"),
                Map.entry("DAYBOOK_REPORTS", "../reports"),
                Map.entry("DAYBOOK_FEEDS", "feeds"),
                Map.entry("DAYBOOK_DB_URL", "jdbc:postgresql://db/daybook"),
                Map.entry("DAYBOOK_DB_USER", "batch"),
                Map.entry("DAYBOOK_DB_PASSWORD", "secret"),
                Map.entry("DAYBOOK_DB_IDLE_SECONDS", "20"),
                Map.entry("DAYBOOK_S3_ENDPOINT", "http://127.0.0.1:9090"),
                Map.entry("DAYBOOK_S3_REGION", "us-east-1"),
                Map.entry("DAYBOOK_S3_PATH_STYLE", "false"),
                Map.entry("DAYBOOK_LEASE_SECONDS", "5"),
                Map.entry("DAYBOOK_STOP_SECONDS", "9"),
                Map.entry("DAYBOOK_NOTICES", "conf/notices.yaml"),
                Map.entry("DAYBOOK_SMTP_HOST", "mail.example.com"),
                Map.entry("DAYBOOK_SMTP_PORT", "2525"),
                Map.entry("DAYBOOK_SMTP_TLS", "tls"),
                Map.entry("DAYBOOK_SMTP_USER", "batch"),
                Map.entry("DAYBOOK_SMTP_PASSWORD", "secret"),
                Map.entry("DAYBOOK_SMTP_SECONDS", "3"),
                Map.entry("DAYBOOK_MAIL_FROM", "daybook@example.com"),
                Map.entry("DAYBOOK_SNS_ENDPOINT", "http://127.0.0.1:4566"),
                Map.entry("DAYBOOK_QUEUE", "https://sqs.eu-central-1.amazonaws.com/123456789012/daybook"),
                Map.entry("DAYBOOK_SQS_ENDPOINT", "http://127.0.0.1:9324"),
                Map.entry("DAYBOOK_LISTEN_AT_ONCE", "3"),
                Map.entry("DAYBOOK_LISTEN_VISIBILITY_SECONDS", "120"),
                Map.entry("DAYBOOK_LISTEN_BACKOFF_SECONDS", "5"),
                Map.entry("DAYBOOK_GLUE_DATABASE", "lake"),
                Map.entry("DAYBOOK_ATHENA_WORKGROUP", "analysts"),
                Map.entry("DAYBOOK_ATHENA_OUTPUT", "s3://results/athena/"));
        assertThat(Settings.of(environment, null, HERE))
                .isEqualTo(new Settings(
                        Path.of("/work/here/data"),
                        new Zones(
                                new Location("s3", "bucket", "landing"),
                                new Location("s3", "bucket", "processed"),
                                place("/q"),
                                place("/s"),
                                place("/work/here/lake"),
                                place("/work/reports")),
                        Path.of("/work/here/feeds"),
                        Path.of("/work/here/reports"),
                        Path.of("/work/here/public"),
                        "file:/run/contact",
                        new DatabaseSettings("jdbc:postgresql://db/daybook", "batch", "secret", Duration.ofSeconds(20)),
                        new S3Settings(URI.create("http://127.0.0.1:9090"), "us-east-1", false),
                        new RunSettings(Duration.ofSeconds(5), Duration.ofSeconds(9)),
                        new NoticeSettings(
                                Path.of("/work/here/conf/notices.yaml"),
                                new SmtpSettings(
                                        "mail.example.com",
                                        2525,
                                        Tls.TLS,
                                        "batch",
                                        "secret",
                                        "daybook@example.com",
                                        Duration.ofSeconds(3)),
                                URI.create("http://127.0.0.1:4566"),
                                new QueueSettings(
                                        "https://sqs.eu-west-1.amazonaws.com/123456789012/changes",
                                        URI.create("http://127.0.0.1:9324"),
                                        "us-east-1")),
                        new ListenSettings(
                                "https://sqs.eu-central-1.amazonaws.com/123456789012/daybook",
                                URI.create("http://127.0.0.1:9324"),
                                3,
                                Duration.ofMinutes(2),
                                Duration.ofSeconds(5)),
                        new CatalogSettings("lake", "analysts", "s3://results/athena/")));
    }

    @Test
    void theFolderOfTheCommandLineWinsOverTheVariable() {
        Settings settings = Settings.of(Map.of("DAYBOOK_DATA", "/variable"), Path.of("option"), HERE);
        assertThat(settings.data()).isEqualTo(Path.of("/work/here/option"));
        assertThat(settings.zones().lake()).isEqualTo(place("/work/here/option/lake"));
    }

    @Test
    void anEndpointOfOnesOwnIsAddressedByPathUnlessOneSaysOtherwise() {
        assertThat(Settings.of(Map.of("DAYBOOK_S3_ENDPOINT", "http://localhost:1"), null, HERE)
                        .s3()
                        .pathStyle())
                .isTrue();
        assertThat(Settings.of(Map.of(), null, HERE).s3().pathStyle()).isFalse();
    }

    @Test
    void theRegionOfTheAwsToolsIsTakenWhenThereIsNoneOfOurs() {
        assertThat(Settings.of(Map.of("AWS_REGION", "eu-west-1"), null, HERE)
                        .s3()
                        .region())
                .isEqualTo("eu-west-1");
        assertThat(Settings.of(Map.of("AWS_REGION", "eu-west-1", "DAYBOOK_S3_REGION", "us-east-1"), null, HERE)
                        .s3()
                        .region())
                .isEqualTo("us-east-1");
    }

    @Test
    void aVariableNobodyKnowsIsRefused() {
        assertThatThrownBy(() -> Settings.of(Map.of("DAYBOOK_LAEK", "x", "DAYBOOK_ZOO", "y", "PATH", "z"), null, HERE))
                .isInstanceOfSatisfying(
                        DaybookException.class,
                        e -> assertThat(e.kind()).isEqualTo(DaybookException.Kind.CONFIGURATION))
                .hasMessageStartingWith("unknown setting DAYBOOK_LAEK, DAYBOOK_ZOO: expected some of DAYBOOK_DATA, ")
                .hasMessageContaining("DAYBOOK_LAKE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"DAYBOOK_HOME", "DAYBOOK_JAVA_OPTS", "DAYBOOK_JAVA_HOME", "DAYBOOK_FAILPOINT", "DAYBOOK_BUILD"})
    void variablesOfTheLauncherAndOfTestsAreNoSettings(String name) {
        assertThat(Settings.of(Map.of(name, "x"), null, HERE)).isEqualTo(Settings.of(Map.of(), null, HERE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "ftp://host/lake", "s3://", "s3:///lake"})
    void aPlaceThatIsNoneIsRefused(String lake) {
        assertThatThrownBy(() -> Settings.of(Map.of("DAYBOOK_LAKE", lake), null, HERE))
                .isInstanceOfSatisfying(
                        DaybookException.class,
                        e -> assertThat(e.kind()).isEqualTo(DaybookException.Kind.CONFIGURATION))
                .hasMessageContaining("DAYBOOK_LAKE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-5", "10000", "1m"})
    void anIdleTimeThatIsNoNumberOfSecondsIsRefused(String idle) {
        assertThatThrownBy(() -> Settings.of(Map.of("DAYBOOK_DB_IDLE_SECONDS", idle), null, HERE))
                .isInstanceOf(DaybookException.class)
                .hasMessage("DAYBOOK_DB_IDLE_SECONDS: expected 1 to 9999 seconds, found '%s'".formatted(idle));
    }

    @ParameterizedTest
    @ValueSource(strings = {"not an address", "localhost:9000", "ftp://host"})
    void anEndpointThatIsNoneIsRefused(String endpoint) {
        assertThatThrownBy(() -> Settings.of(Map.of("DAYBOOK_S3_ENDPOINT", endpoint), null, HERE))
                .isInstanceOfSatisfying(
                        DaybookException.class,
                        e -> assertThat(e.kind()).isEqualTo(DaybookException.Kind.CONFIGURATION))
                .hasMessage("DAYBOOK_S3_ENDPOINT: expected an address such as http://127.0.0.1:9000, found '%s'"
                        .formatted(endpoint));
    }

    @Test
    void aPathStyleThatIsNeitherTrueNorFalseIsRefused() {
        assertThatThrownBy(() -> Settings.of(Map.of("DAYBOOK_S3_PATH_STYLE", "yes"), null, HERE))
                .isInstanceOf(DaybookException.class)
                .hasMessage("DAYBOOK_S3_PATH_STYLE: expected true or false, found 'yes'");
    }

    @Test
    void aDatabaseAddressThatIsNoneIsRefused() {
        assertThatThrownBy(() -> Settings.of(Map.of("DAYBOOK_DB_URL", "postgres://db/daybook"), null, HERE))
                .isInstanceOf(DaybookException.class)
                .hasMessage("DAYBOOK_DB_URL: expected an address such as jdbc:postgresql://host/database,"
                        + " found 'postgres://db/daybook'");
    }

    @ParameterizedTest
    @CsvSource({"STARTTLS, 587", "TLS, 465", "NONE, 25"})
    void thePortOfAMailServerFollowsFromItsEncryption(Tls tls, int port) {
        Map<String, String> environment = Map.of(
                "DAYBOOK_SMTP_HOST", "mail",
                "DAYBOOK_SMTP_TLS", tls.name().toLowerCase(Locale.ROOT),
                "DAYBOOK_MAIL_FROM", "daybook@example.com");
        assertThat(Settings.of(environment, null, HERE).notices().smtp())
                .isEqualTo(
                        new SmtpSettings("mail", port, tls, null, "", "daybook@example.com", Duration.ofSeconds(10)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    MAIL_FROM     | nobody   | an address such as daybook@example.com, as DAYBOOK_SMTP_HOST is set
                    SMTP_TLS      | ssl      | starttls, tls or none
                    SMTP_PORT     | 65536    | 1 to 65535
                    SMTP_HOST     | a b      | a host name
                    SMTP_SECONDS  | 0        | 1 to 9999 seconds
                    SNS_ENDPOINT  | here     | an address such as http://127.0.0.1:4566
                    """)
    void aSettingOfNoticesThatIsNoneIsRefused(String name, String value, String expected) {
        Map<String, String> environment =
                new HashMap<>(Map.of("DAYBOOK_SMTP_HOST", "mail", "DAYBOOK_MAIL_FROM", "daybook@example.com"));
        environment.put("DAYBOOK_" + name, value);
        assertThatThrownBy(() -> Settings.of(environment, null, HERE))
                .isInstanceOf(DaybookException.class)
                .hasMessage("DAYBOOK_%s: expected %s, found '%s'".formatted(name, expected, value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "100", "-1", "two"})
    void aNumberOfRunsAtOnceThatIsNoneIsRefused(String atOnce) {
        assertThatThrownBy(() -> Settings.of(Map.of("DAYBOOK_LISTEN_AT_ONCE", atOnce), null, HERE))
                .isInstanceOf(DaybookException.class)
                .hasMessage("DAYBOOK_LISTEN_AT_ONCE: expected 1 to 99 runs, found '%s'".formatted(atOnce));
    }

    @Test
    void thePasswordIsNotShown() {
        Settings settings = Settings.of(Map.of("DAYBOOK_DB_PASSWORD", "secret"), null, HERE);
        assertThat(settings.toString()).doesNotContain("secret");
        assertThat(Settings.of(
                                Map.of(
                                        "DAYBOOK_SMTP_HOST", "mail",
                                        "DAYBOOK_SMTP_PASSWORD", "secret",
                                        "DAYBOOK_MAIL_FROM", "daybook@example.com"),
                                null,
                                HERE)
                        .toString())
                .contains("mail:587")
                .doesNotContain("secret");
    }
}
