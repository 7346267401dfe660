package dev.daybook.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.testing.S3Server;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectStoresTests {

    @TempDir
    Path folder;

    @Test
    void copiesAcrossStores() throws IOException {
        byte[] content = new byte[9 << 20];
        new Random(3).nextBytes(content);
        Path delivered = Files.write(folder.resolve("März 50%+.csv"), content);
        Location lake = Location.parse("s3://" + S3Server.shared().newBucket() + "/lake", folder);
        Location remote = lake.resolve("März 50%+.csv");
        Location returned = Location.of(folder.resolve("back/März 50%+.csv"));

        try (ObjectStores stores = new ObjectStores(S3Server.shared().settings())) {
            StoredObject uploaded = stores.copy(Location.of(delivered), remote);
            assertThat(uploaded.version())
                    .isEqualTo(stores.head(remote).orElseThrow().version());
            StoredObject downloaded = stores.copy(remote, returned);
            assertThat(downloaded).isEqualTo(stores.head(returned).orElseThrow());
        }
        assertThat(Arrays.equals(Files.readAllBytes(returned.path()), content)).isTrue();
    }

    @Test
    void goesByTheSchemeOfTheLocation() {
        Location local = Location.of(folder.resolve("a.txt"));
        Location remote = Location.parse("s3://" + S3Server.shared().newBucket() + "/a.txt", folder);

        try (ObjectStores stores = new ObjectStores(S3Server.shared().settings())) {
            stores.put(local, "disk".getBytes(UTF_8));
            stores.putIfAbsent(remote, "bucket".getBytes(UTF_8));

            assertThat(stores.read(local, 0, 10)).asString(UTF_8).isEqualTo("disk");
            assertThat(stores.read(remote, 0, 10)).asString(UTF_8).isEqualTo("bucket");
            assertThat(stores.list(remote.parent()))
                    .extracting(StoredObject::location)
                    .containsExactly(remote);
            assertThat(stores.list(local.parent()))
                    .extracting(StoredObject::location)
                    .containsExactly(local);

            stores.delete(local);
            stores.deleteFolder(remote);
            assertThat(stores.head(local)).isEmpty();
            assertThat(stores.head(remote)).isPresent();
        }
    }

    @Test
    void needsNothingOfTheAwsSdkForLocalFiles() throws Exception {
        try (URLClassLoader withoutSdk =
                new URLClassLoader(classPathWithoutSdk(), ClassLoader.getPlatformClassLoader())) {
            Object content = withoutSdk
                    .loadClass(LocalRoundTrip.class.getName())
                    .getMethod("of", Path.class)
                    .invoke(null, folder.resolve("a.txt"));
            assertThat(content).isEqualTo("local");
        }
    }

    /** Runs in a class loader of its own. */
    public static final class LocalRoundTrip {

        private LocalRoundTrip() {}

        public static String of(Path file) {
            try (ObjectStores stores = new ObjectStores(new S3Settings(null, "eu-central-1", false))) {
                Location object = Location.of(file);
                stores.put(object, "local".getBytes(UTF_8));
                return new String(stores.read(object, 0, 100), UTF_8);
            }
        }
    }

    private static URL[] classPathWithoutSdk() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("awssdk"))
                .map(entry -> url(new File(entry).toURI()))
                .toArray(URL[]::new);
    }

    private static URL url(URI entry) {
        try {
            return entry.toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }
}
