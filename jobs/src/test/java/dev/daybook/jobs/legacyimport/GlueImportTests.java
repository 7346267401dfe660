package dev.daybook.jobs.legacyimport;

import static dev.daybook.testing.Visits.file;
import static dev.daybook.testing.Visits.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.daybook.failure.Failpoints;
import dev.daybook.store.ObjectStores;
import dev.daybook.table.CommitRecord;
import dev.daybook.testing.AthenaService;
import dev.daybook.testing.AwsServer;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.DaybookProcess;
import dev.daybook.testing.DaybookProcess.Ended;
import dev.daybook.testing.GlueService;
import dev.daybook.testing.S3Server;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lake in a bucket and its tables in Glue, where Athena finds them: both answered for by servers of the tests. */
class GlueImportTests {

    private static final String ENDPOINT = "aws.endpointUrlGlue";

    @TempDir
    private Path folder;

    private final GlueService glue = new GlueService();
    private AwsServer aws;
    private DataFolder data;

    @BeforeEach
    void emptyBucketAndGlue() {
        S3Server server = S3Server.shared();
        String bucket = server.newBucket();
        Map<String, String> environment = new HashMap<>();
        for (String zone : List.of("processed", "staging", "lake")) {
            environment.put("DAYBOOK_" + zone.toUpperCase(Locale.ROOT), "s3://" + bucket + "/" + zone);
        }
        environment.put("DAYBOOK_S3_ENDPOINT", server.endpoint().toString());
        environment.put("DAYBOOK_GLUE_DATABASE", "lake");
        data = new DataFolder(folder.resolve("data"), TestDatabase.H2_SERVER, environment);
        aws = new AwsServer(glue, new AthenaService(glue, new ObjectStores(server.settings())));
        System.setProperty(ENDPOINT, aws.endpoint().toString());
    }

    @AfterEach
    void nothingWasSaidThatAwsDoesNotKnow() {
        System.clearProperty(ENDPOINT);
        aws.close();
        assertThat(aws.violations()).isEmpty();
    }

    private DaybookProcess process() {
        return new DaybookProcess(folder)
                .with(S3Server.shared().environment())
                .with(aws.environment())
                .with(data.environment())
                .with("DAYBOOK_DATA", data.folder().toString());
    }

    private void assertGlueShowsWhatIsCurrent() {
        Map<String, String> current = new TreeMap<>();
        for (CommitRecord generation : data.generations()) {
            current.put(generation.partition(), generation.location() + "/");
        }
        assertThat(glue.locations("lake", "visits")).isEqualTo(current).isNotEmpty();
    }

    @Test
    void whatARunThatWasKilledHadNotShownInGlueIsShownByTheNext() {
        Path visits = file(folder.resolve("x.csv"), row("05/01/20", "One"), row("05/02/20", "Two"));
        Ended killed = process()
                .with(Failpoints.VARIABLE, "pointer-moved:2")
                .with("DAYBOOK_LEASE_SECONDS", "1")
                .run("run", "legacy-import", "file=" + visits);
        assertThat(killed.exitCode()).isEqualTo(Failpoints.KILLED);
        assertThat(glue.locations("lake", "visits")).containsOnlyKeys("2020-01");

        Ended again = process().with("DAYBOOK_LEASE_SECONDS", "1").run("run", "legacy-import", "file=" + visits);
        assertThat(again.exitCode()).as(again.toString()).isZero();
        assertGlueShowsWhatIsCurrent();

        String sql = "select visit_month, visit_date, customer_name, vip_customer from visits order by customer_name";
        Ended asked = process().run("query", "--engine", "athena", "--format", "csv", sql);
        assertThat(asked.exitCode()).as(asked.toString()).isZero();
        assertThat(asked.out())
                .isEqualTo(process().run("query", "--format", "csv", sql).out())
                .contains("2020-01,2020-01-05,One,", "2020-02,2020-02-05,Two,");
        assertThat(asked.err()).containsPattern("Athena query [-0-9a-f]{36}: [0-9,]+ bytes scanned in 1.234 s, about");
    }

    @Test
    void glueFollowsLaterLoadsARollbackAndMaintenance() {
        data.load(file(folder.resolve("x.csv"), row("05/01/20", "One")));
        data.load(file(folder.resolve("y.csv"), row("06/01/20", "Two"), row("05/03/20", "Three")));
        assertThat(data.generations())
                .extracting(CommitRecord::partition, CommitRecord::generation)
                .containsExactly(tuple("2020-01", 2), tuple("2020-03", 1));
        assertGlueShowsWhatIsCurrent();

        data.rollback("visits", "2020-01");
        assertThat(data.customers()).containsExactly("One legacy-visits/x.csv", "Three legacy-visits/y.csv");
        assertGlueShowsWhatIsCurrent();

        data.rollback("visits", "2020-03");
        assertThat(glue.locations("lake", "visits")).containsOnlyKeys("2020-01");

        glue.forget("lake", "visits", "2020-01");
        assertThat(data.maintain(Duration.ofDays(1)))
                .anySatisfy(action -> assertThat(action.what() + ": " + action.place())
                        .isEqualTo("put right in Glue: visits, 1 partitions"));
        assertThat(glue.locations("lake", "visits")).containsOnlyKeys("2020-01");
    }
}
