package dev.daybook.jobs.clickstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.demo.ExpectedClicks;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStores;
import dev.daybook.store.StoredObject;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.S3Server;
import dev.daybook.testing.Samples;
import dev.daybook.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deliveries and the lake in S3. */
class CompactionS3Tests {

    @TempDir
    private Path folder;

    @Test
    void theSampleIsCompactedFromS3IntoS3() throws IOException {
        S3Server server = S3Server.shared();
        String bucket = server.newBucket();
        Map<String, String> environment = new HashMap<>();
        for (String zone : List.of("landing", "processed", "quarantine", "staging", "lake", "reports")) {
            environment.put("DAYBOOK_" + zone.toUpperCase(Locale.ROOT), "s3://" + bucket + "/" + zone);
        }
        environment.put("DAYBOOK_S3_ENDPOINT", server.endpoint().toString());
        DataFolder data = new DataFolder(folder, TestDatabase.H2, environment);
        Path samples = Samples.folder().resolve("clickstream");
        try (ObjectStores store = new ObjectStores(data.settings().s3());
                Stream<Path> files = Files.walk(samples)) {
            files.filter(Files::isRegularFile)
                    .forEach(
                            file -> store.put(new Location("s3", bucket, "landing/" + samples.relativize(file)), file));
        }

        ExpectedClicks expected = new ExpectedClicks(data.settings(), Samples.expected("clickstream"));
        assertThat(expected.differences(data.compact())).isEmpty();
        assertThat(data.compact().status()).isEqualTo("DUPLICATE");
        try (ObjectStores store = new ObjectStores(data.settings().s3())) {
            assertThat(keys(store, bucket, "staging")).isEmpty();
            assertThat(keys(store, bucket, "landing")).hasSize(48);
            assertThat(keys(store, bucket, "lake").stream().filter(key -> key.endsWith(".parquet")))
                    .hasSize(3);

            Location first =
                    new Location("s3", bucket, keys(store, bucket, "landing").get(0));
            store.put(first, "{}".getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(data::compact).hasMessageContaining("changed").hasMessageContaining("clicks-00");
        }
    }

    private static List<String> keys(ObjectStores store, String bucket, String zone) {
        try (Stream<StoredObject> objects = store.list(new Location("s3", bucket, zone))) {
            return objects.map(object -> object.location().key()).toList();
        }
    }
}
