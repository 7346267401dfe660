package dev.daybook.jobs.legacyimport;

import static dev.daybook.testing.Visits.badRow;
import static dev.daybook.testing.Visits.file;
import static dev.daybook.testing.Visits.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.demo.ExpectedResult;
import dev.daybook.failure.Failpoints;
import dev.daybook.ops.ExecutionView;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStores;
import dev.daybook.store.StoredObject;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.DaybookProcess;
import dev.daybook.testing.DaybookProcess.Ended;
import dev.daybook.testing.S3Server;
import dev.daybook.testing.Samples;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All zones in S3: the database alone is here. */
class S3ImportTests {

    private static final String JANUARY = "05/01/20";

    @TempDir
    private Path folder;

    private String bucket;
    private Map<String, String> environment;
    private DataFolder data;

    @BeforeEach
    void emptyBucket() {
        S3Server server = S3Server.shared();
        bucket = server.newBucket();
        environment = new HashMap<>();
        for (String zone : List.of("landing", "processed", "quarantine", "staging", "lake", "reports")) {
            environment.put("DAYBOOK_" + zone.toUpperCase(java.util.Locale.ROOT), "s3://" + bucket + "/" + zone);
        }
        environment.put("DAYBOOK_S3_ENDPOINT", server.endpoint().toString());
        data = new DataFolder(folder.resolve("data"), TestDatabase.H2_SERVER, environment);
    }

    private Location deliver(Path file, String name) {
        Location place = new Location("s3", bucket, "landing/" + name);
        try (ObjectStores store = new ObjectStores(data.settings().s3())) {
            store.put(place, file);
        }
        return place;
    }

    private List<String> keys(String zone) {
        try (ObjectStores store = new ObjectStores(data.settings().s3());
                var objects = store.list(new Location("s3", bucket, zone))) {
            return objects.map(StoredObject::location).map(Location::key).toList();
        }
    }

    private Ended daybook(String... arguments) {
        return process().run(arguments);
    }

    private DaybookProcess process() {
        return new DaybookProcess(folder)
                .with(S3Server.shared().environment())
                .with(data.environment())
                .with("DAYBOOK_DATA", data.folder().toString());
    }

    @Test
    void theSampleIsLoadedFromS3IntoS3() {
        Location delivered = deliver(Samples.legacyVisits(), "LegacyDataFull.csv");

        ExecutionView run = data.load(delivered.toString());

        assertThat(run.status()).isEqualTo("COMPLETED");
        ExpectedResult expected = new ExpectedResult(data.settings(), Samples.expected("legacy-visits"));
        assertThat(expected.differences(run, "legacy-visits/LegacyDataFull.csv"))
                .isEmpty();
        assertThat(data.generations())
                .hasSize(24)
                .allMatch(g -> g.location().startsWith("s3://" + bucket + "/lake/visits/"));
        assertThat(keys("landing")).isEmpty();
        assertThat(keys("processed"))
                .singleElement()
                .satisfies(key -> assertThat(key)
                        .matches("processed/legacy-visits/\\d{4}/\\d\\d/\\d\\d/[0-9a-f]{12}-LegacyDataFull\\.csv"));
        assertThat(keys("staging")).isEmpty();
        assertThat(keys("quarantine"))
                .contains("quarantine/legacy-visits/load-1/rejects-LegacyDataFull.csv")
                .allMatch(key -> key.startsWith("quarantine/legacy-visits/load-1/"));
        assertThat(data.files()).isEmpty();

        assertThat(data.load(deliver(Samples.legacyVisits(), "LegacyDataFull.csv")
                                .toString())
                        .status())
                .isEqualTo("DUPLICATE");
        assertThat(keys("landing")).isEmpty();
        assertThat(keys("processed")).hasSize(1);
    }

    @Test
    void aFileOutsideTheLandingZoneStaysWhereItIs() {
        Path local = file(folder.resolve("x.csv"), row(JANUARY, "One"));
        assertThat(data.load(local).status()).isEqualTo("COMPLETED");
        assertThat(local).exists();
        assertThat(keys("processed")).hasSize(1);
        assertThat(data.customers()).containsExactly("One legacy-visits/x.csv");
    }

    @Test
    void everyVerbWorksOnS3FromAProcessOfItsOwn() {
        Location first = deliver(file(folder.resolve("x.csv"), row(JANUARY, "One"), badRow(JANUARY, "Bad")), "x.csv");
        Ended run = daybook("run", "legacy-import", "file=" + first, "--json");
        assertThat(run.exitCode()).as(run.toString()).isEqualTo(5);
        Location second = deliver(file(folder.resolve("x.csv"), row(JANUARY, "Two"), row(JANUARY, "Three")), "x.csv");
        assertThat(daybook("check", second.toString(), "--feed", "legacy-visits")
                        .out())
                .contains("2 read = 2 good");
        assertThat(daybook("run", "legacy-import", "file=" + second).exitCode()).isZero();
        assertThat(daybook("tables").out()).contains("visits", "2020-01", "1 partitions, 2 rows");
        assertThat(daybook("query", "select customer_name from visits order by 1", "--format", "csv")
                        .out()
                        .lines())
                .containsExactly("customer_name", "Three", "Two");
        assertThat(daybook("rejects", "1").out()).contains("line 3", "LUNCH", "1 rejected rows");
        assertThat(daybook("rollback", "visits", "2020-01").out())
                .contains("generation 3 has the state of generation 1, 1 rows; 1 loads withdrawn");
        assertThat(daybook("query", "select customer_name from visits", "--format", "csv")
                        .out()
                        .lines())
                .containsExactly("customer_name", "One");
        Ended maintenance = daybook("maintenance", "--keep-hours", "0");
        assertThat(maintenance.out())
                .contains("remove old generation: s3://" + bucket + "/lake/visits/visit_month=2020-01/g000002-2-2")
                .contains("1 actions done");
        assertThat(keys("lake/visits"))
                .containsExactly("lake/visits/visit_month=2020-01/g000001-1-1/part-00000.zstd.parquet");
    }

    @Test
    void aLoadThatDiesIsFinishedAndLeavesNothing() {
        Location delivered = deliver(Samples.legacyVisits(), "LegacyDataFull.csv");
        Ended ended = process().with(Failpoints.VARIABLE, "decided:5").run("run", "legacy-import", "file=" + delivered);
        assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(Failpoints.KILLED);
        assertThat(keys("landing")).hasSize(1);

        ExecutionView run = data.load(delivered.toString());

        ExpectedResult expected = new ExpectedResult(data.settings(), Samples.expected("legacy-visits"));
        assertThat(expected.differences(run, "legacy-visits/LegacyDataFull.csv"))
                .isEmpty();
        data.maintain(Duration.ZERO);
        assertThat(keys("landing")).isEmpty();
        assertThat(keys("staging")).isEmpty();
        assertThat(keys("lake/visits")).hasSize(24);
    }

    /** Filed away is copied, looked at, then deleted: whichever of that was done is not undone, nor done twice. */
    @ParameterizedTest
    @ValueSource(strings = {"filed-away", "loaded", "left-landing"})
    void aLoadThatDiesWhileItsFileIsMovedIsFinished(String failpoint) {
        Location delivered = deliver(file(folder.resolve("x.csv"), row(JANUARY, "One")), "x.csv");
        Ended ended = process().with(Failpoints.VARIABLE, failpoint).run("run", "legacy-import", "file=" + delivered);
        assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(Failpoints.KILLED);
        assertThat(keys("processed")).hasSize(1);
        assertThat(keys("landing")).hasSize(failpoint.equals("left-landing") ? 0 : 1);

        if (!failpoint.equals("left-landing")) {
            data.load(delivered.toString());
        }

        assertThat(data.customers()).containsExactly("One legacy-visits/x.csv");
        assertThat(data.ledger()).containsExactly("x.csv|0|LOADED");
        assertThat(keys("landing")).isEmpty();
        assertThat(keys("processed")).hasSize(1);
        assertThat(keys("staging")).isEmpty();
    }

    @Test
    void eachZoneMayBeABucketOfItsOwn() {
        Map<String, String> buckets = new HashMap<>(environment);
        for (String zone : List.of("landing", "processed", "quarantine", "staging", "lake")) {
            buckets.put(
                    "DAYBOOK_" + zone.toUpperCase(java.util.Locale.ROOT),
                    "s3://" + S3Server.shared().newBucket());
        }
        DataFolder apart = new DataFolder(folder.resolve("apart"), TestDatabase.H2_SERVER, buckets);
        Location landing = apart.settings().zones().landing();
        Location delivered = landing.resolve("x.csv");
        try (ObjectStores store = new ObjectStores(apart.settings().s3())) {
            store.put(delivered, file(folder.resolve("x.csv"), row(JANUARY, "One"), badRow(JANUARY, "Bad")));
            assertThat(apart.load(delivered.toString()).status()).isEqualTo("COMPLETED");
            assertThat(store.head(delivered)).isEmpty();
            for (Location zone : List.of(
                    apart.settings().zones().processed(),
                    apart.settings().zones().quarantine(),
                    apart.settings().zones().lake())) {
                try (var objects = store.list(zone)) {
                    assertThat(objects).as(zone.toString()).isNotEmpty();
                }
            }
        }
        assertThat(apart.customers()).containsExactly("One legacy-visits/x.csv");
    }

    @Test
    void aMissingObjectIsRefused() {
        Ended ended = daybook("run", "legacy-import", "file=s3://" + bucket + "/landing/none.csv");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err()).startsWith("daybook: No such file: s3://" + bucket + "/landing/none.csv");
    }
}
