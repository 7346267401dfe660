package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.DaybookException.Kind;
import dev.daybook.testing.S3Server;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Not tested here: concurrent conditional writes, in which S3Mock is not atomic. */
class S3ObjectStoreTests implements ObjectStoreContract {

    private static S3Client client;
    private static S3ObjectStore store;

    private final Location folder = bucket(S3Server.shared().newBucket()).resolve("zone/landing");

    @BeforeAll
    static void connect() {
        client = S3Connection.open(S3Server.shared().settings());
        store = new S3ObjectStore(client);
    }

    @AfterAll
    static void disconnect() {
        store.close();
    }

    @Override
    public ObjectStore store() {
        return store;
    }

    @Override
    public Location folder() {
        return folder;
    }

    @Test
    void takesFolderMarkersForNoObjects() {
        client.putObject(put -> put.bucket(folder.bucket()).key(folder.key() + "/inbox/"), RequestBody.empty());
        store.put(folder.resolve("inbox/a.csv"), new byte[] {1});

        assertThat(store.list(folder))
                .extracting(StoredObject::location)
                .containsExactly(folder.resolve("inbox/a.csv"));

        store.deleteFolder(folder.resolve("inbox"));
        assertThat(client.listObjectsV2(list -> list.bucket(folder.bucket())).contents())
                .isEmpty();
    }

    @Test
    void listsAWholeBucket() {
        store.put(folder.resolve("a.csv"), new byte[] {1});
        Location bucket = bucket(folder.bucket());

        assertThat(store.list(bucket)).extracting(StoredObject::location).containsExactly(folder.resolve("a.csv"));
        assertThat(store.head(bucket)).isEmpty();
        assertFailure(
                () -> store.put(bucket, new byte[] {1}), Kind.INPUT, bucket + " is a folder: name an object inside");
    }

    @Test
    void leavesNoPartsOfAnAbortedUpload() throws Exception {
        try (Upload upload = store.upload(folder.resolve("large.bin"))) {
            upload.stream().write(new byte[9 << 20]);
            assertThat(client.listMultipartUploads(list -> list.bucket(folder.bucket()))
                            .uploads())
                    .hasSize(1);
        }
        assertThat(client.listMultipartUploads(list -> list.bucket(folder.bucket()))
                        .uploads())
                .isEmpty();
    }

    @Test
    void copiesInParts() {
        byte[] content = new byte[13 << 20];
        new Random(2).nextBytes(content);
        StoredObject source = store.put(folder.resolve("source ä+.bin"), content);
        Location target = folder.resolve("target.bin");

        new S3Copy(client, source, target).inParts(5 << 20);

        assertThat(Arrays.equals(store.read(target, 0, content.length + 1), content))
                .isTrue();
    }

    @Test
    void namesAMissingBucket() {
        Location object = bucket("no-such-bucket").resolve("a.csv");
        String hint = "there is no bucket no-such-bucket; check its name, or create it";

        assertFailure(() -> store.open(object, 0), Kind.STORAGE, hint);
        assertFailure(() -> store.put(object, new byte[] {1}), Kind.STORAGE, hint);
        assertFailure(() -> store.putIfAbsent(object, new byte[] {1}), Kind.STORAGE, hint);
        assertFailure(() -> store.list(object.parent()).count(), Kind.STORAGE, hint);
        assertFailure(() -> store.deleteFolder(object), Kind.STORAGE, hint);
    }

    @Test
    void namesAnEndpointThatDoesNotAnswer() {
        S3Settings nobody = new S3Settings(URI.create("http://127.0.0.1:1"), "eu-central-1", true);
        try (S3ObjectStore unreachable = S3ObjectStore.connect(nobody)) {
            assertFailure(
                    () -> unreachable.put(folder.resolve("a.csv"), new byte[] {1}),
                    Kind.STORAGE,
                    "No answer from S3 while writing " + folder.resolve("a.csv"));
            assertFailure(() -> unreachable.head(folder.resolve("a.csv")), Kind.STORAGE, "Check the endpoint");
        }
    }

    private static Location bucket(String name) {
        return Location.parse("s3://" + name, Path.of(""));
    }

    private static void assertFailure(Runnable action, Kind kind, String message) {
        assertThatExceptionOfType(DaybookException.class)
                .isThrownBy(action::run)
                .withMessageContaining(message)
                .matches(failure -> failure.kind() == kind, "kind " + kind);
    }
}
