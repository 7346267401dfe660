package dev.daybook.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.testing.DataFolder;
import dev.daybook.testing.DaybookProcess;
import dev.daybook.testing.MailServer;
import dev.daybook.testing.TestDatabase;
import dev.daybook.testing.Visits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail over TLS, with a certificate made for the test; trust is a matter of the process, so each has its own. */
class EncryptedMailTests {

    private static final String STORE_PASSWORD = "for the test";

    @TempDir
    private Path folder;

    private MailServer mail;
    private Path certificate;
    private DataFolder data;

    @BeforeEach
    void start() throws Exception {
        certificate = folder.resolve("server.p12");
        makeCertificate();
        System.setProperty("greenmail.tls.keystore.file", certificate.toString());
        System.setProperty("greenmail.tls.keystore.password", STORE_PASSWORD);
        mail = MailServer.startEncrypted();
        Path plan = Files.writeString(
                folder.resolve("notices.yaml"), "routes: [{channels: smtp, recipients: ops@example.com}]");
        Map<String, String> settings = new TreeMap<>(mail.environment());
        settings.put("DAYBOOK_SMTP_TLS", "tls");
        settings.put("DAYBOOK_SMTP_USER", MailServer.USER);
        settings.put("DAYBOOK_SMTP_PASSWORD", MailServer.PASSWORD);
        settings.put("DAYBOOK_NOTICES", plan.toString());
        data = new DataFolder(folder.resolve("data"), TestDatabase.H2_SERVER, settings);
    }

    @AfterEach
    void stop() {
        mail.close();
        System.clearProperty("greenmail.tls.keystore.file");
        System.clearProperty("greenmail.tls.keystore.password");
    }

    private void makeCertificate() throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "mail",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=mail",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        certificate.toString(),
                        "-storepass",
                        STORE_PASSWORD)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
    }

    private DaybookProcess daybook() {
        return new DaybookProcess(folder).with(data.environment());
    }

    @Test
    void mailGoesOverTlsToAServerThatIsTrustedAndToNoOther() {
        DaybookProcess.Ended untrusting = daybook()
                .run(
                        "run",
                        "legacy-import",
                        "file=" + Visits.file(folder.resolve("a.csv"), Visits.row("05/01/20", "First")),
                        "--data",
                        data.folder().toString());
        assertThat(untrusting.exitCode()).isZero();
        assertThat(untrusting.err()).contains("was not sent, it is tried again in 1 min", "PKIX path building failed");
        assertThat(mail.messages()).isEmpty();
        DaybookProcess.Ended trusting = daybook()
                .option("-Djavax.net.ssl.trustStore=" + certificate)
                .option("-Djavax.net.ssl.trustStorePassword=" + STORE_PASSWORD)
                .run("notices", "--send", "--data", data.folder().toString());
        assertThat(trusting.exitCode()).as(trusting.toString()).isZero();
        assertThat(trusting.out()).contains("SENT     succeeded", "1 sent, 0 failed");
        assertThat(mail.subjects()).hasSize(1);
    }
}
