package dev.daybook.listen;

import dev.daybook.store.Location;
import dev.daybook.store.ObjectStores;
import dev.daybook.store.StoredObject;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.DaybookProcess;
import dev.daybook.testing.S3Server;
import dev.daybook.testing.SqsServer;
import dev.daybook.testing.SqsServer.TestQueue;
import dev.daybook.testing.TestDatabase;
import dev.daybook.testing.Visits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All zones in a bucket, a queue that hears of what is delivered there, and listeners to it. */
final class Scene {

    private final Path folder;
    private final String bucket;
    private final TestQueue queue;
    private final DataFolder data;

    /** @param maxReceiveCount after so many receipts a message goes to the dead-letter queue */
    Scene(Path folder, int maxReceiveCount) {
        this(folder, maxReceiveCount, TestDatabase.H2_SERVER);
    }

    Scene(Path folder, int maxReceiveCount, TestDatabase database) {
        this.folder = folder;
        this.bucket = S3Server.shared().newBucket();
        this.queue = SqsServer.shared().newQueue(maxReceiveCount);
        this.data = new DataFolder(folder.resolve("data"), database, settings());
        write(folder.resolve("feeds/routes.yaml"), """
                routes:
                  - key: "**.csv"
                    job: legacy-import
                """);
    }

    /** What goes where from now on, in place of every CSV file to legacy-import. */
    Scene withRoutes(String yaml) {
        write(folder.resolve("feeds/routes.yaml"), yaml);
        return this;
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        for (String zone : List.of("landing", "processed", "quarantine", "staging", "lake")) {
            settings.put("DAYBOOK_" + zone.toUpperCase(Locale.ROOT), "s3://" + bucket + "/" + zone);
        }
        settings.put("DAYBOOK_S3_ENDPOINT", S3Server.shared().endpoint().toString());
        settings.put("DAYBOOK_FEEDS", folder.resolve("feeds").toString());
        return settings;
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TestQueue queue() {
        return queue;
    }

    DataFolder data() {
        return data;
    }

    /** Puts an export with these rows into the landing zone. */
    StoredObject deliver(String name, String... rows) {
        return deliver(Visits.file(folder.resolve("export.csv"), rows), name);
    }

    StoredObject deliver(Path file, String name) {
        Location place = new Location("s3", bucket, "landing/" + name);
        try (ObjectStores store = new ObjectStores(data.settings().s3())) {
            store.put(place, file);
            return store.head(place).orElseThrow();
        }
    }

    /** The record of an event about an object as it was delivered. */
    static String created(StoredObject object, String sequencer) {
        return S3Events.created(object.location(), object.version(), sequencer);
    }

    void announce(StoredObject object, String sequencer) {
        queue.send(S3Events.notification(created(object, sequencer)));
    }

    List<String> keys(String zone) {
        try (ObjectStores store = new ObjectStores(data.settings().s3());
                var objects = store.list(new Location("s3", bucket, zone))) {
            return objects.map(StoredObject::location).map(Location::key).toList();
        }
    }

    /** A listener, with a second as time until a message comes back that has failed. */
    DaybookProcess process() {
        return new DaybookProcess(folder)
                .with(S3Server.shared().environment())
                .with(data.environment())
                .with("DAYBOOK_DATA", data.folder().toString())
                .with("DAYBOOK_QUEUE", queue.url())
                .with("DAYBOOK_LISTEN_BACKOFF_SECONDS", "1");
    }

    DaybookProcess.Ended drain() {
        return process().run("listen", "--drain");
    }

    /** Decisions about requests, in order, each with the run it has to do with. */
    List<String> admissions() {
        return data.records("select decision, source, job_execution_id from admission order by admission_id");
    }
}
