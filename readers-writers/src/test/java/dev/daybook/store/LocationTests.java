package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.DaybookException.Kind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTests {

    private static final Path BASE = Path.of("/data/base");

    @ParameterizedTest
    @CsvSource({
        "file:/x/y.csv,          file:/x/y.csv",
        "file:///x/y.csv,        file:/x/y.csv",
        "FILE:/x,                file:/x",
        "/x/../z/,               file:/z",
        "rel/x,                  file:/data/base/rel/x",
        "../x,                   file:/data/x",
        "./12:30.csv,            file:/data/base/12:30.csv",
        "12:30.csv,              file:/data/base/12:30.csv",
        "file:/a b/50%25+ä=1,    file:/a b/50%25+ä=1",
        "s3://lake/visits/a.csv, s3://lake/visits/a.csv",
        "S3://lake/a b%20+ä,     s3://lake/a b%20+ä",
        "s3://lake/visits/,      s3://lake/visits",
        "s3://lake,              s3://lake/",
        "s3://lake/,             s3://lake/"
    })
    void readsAndWritesPlainText(String text, String plain) {
        Location location = Location.parse(text, BASE);
        assertThat(location).hasToString(plain);
        assertThat(Location.parse(plain, BASE)).isEqualTo(location);
    }

    @Test
    void splitsAnS3PlaceIntoBucketAndKey() {
        Location location = Location.parse("s3://lake/visits/a.csv", BASE);
        assertThat(location).isEqualTo(new Location("s3", "lake", "visits/a.csv"));
        assertThat(location.isLocal()).isFalse();
        assertThat(location.name()).isEqualTo("a.csv");
        assertThatIllegalStateException().isThrownBy(location::path);
    }

    @ParameterizedTest
    @CsvSource({
        "gs://bucket/key,  Unknown scheme 'gs' in gs://bucket/key",
        "s3a://bucket/key, Unknown scheme 's3a'",
        "http://host/x,    Unknown scheme 'http'",
        "s3:bucket/key,    names no bucket: write s3://bucket/key",
        "s3:///key,        names no bucket",
        "file:x,           is no absolute file location",
        "file://host/x,    is no absolute file location",
        "' ',              An empty text is no place"
    })
    void saysWhatIsWrongWithAPlace(String text, String message) {
        assertThatExceptionOfType(DaybookException.class)
                .isThrownBy(() -> Location.parse(text, BASE))
                .withMessageContaining(message)
                .matches(failure -> failure.kind() == Kind.CONFIGURATION);
    }

    @ParameterizedTest
    @CsvSource({
        "/,              a,     file:/a",
        "/x,             a/b,   file:/x/a/b",
        "s3://lake,      a,     s3://lake/a",
        "s3://lake/x,    50%/ä, s3://lake/x/50%/ä",
        "s3://lake/x/,   ..a,   s3://lake/x/..a"
    })
    void joinsWithOneSlashAndLeadsBack(String folder, String child, String joined) {
        Location parent = Location.parse(folder, BASE);
        Location location = parent.resolve(child);
        assertThat(location).hasToString(joined);
        assertThat(parent.relativize(location)).isEqualTo(child);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", ".", "a/../b", "a/..", "/a", "a/", "a//b"})
    void refusesChildrenThatMayLeaveTheFolder(String child) {
        Location folder = Location.parse("s3://lake/x", BASE);
        assertThatExceptionOfType(DaybookException.class)
                .isThrownBy(() -> folder.resolve(child))
                .withMessage("'%s' is no place below s3://lake/x: names must not be empty, '.' or '..'", child)
                .matches(failure -> failure.kind() == Kind.INPUT);
    }

    @ParameterizedTest
    @CsvSource({"/x/y, file:/x", "/x, file:/", "s3://lake/x/y, s3://lake/x", "s3://lake/x, s3://lake/"})
    void knowsItsParent(String text, String parent) {
        assertThat(Location.parse(text, BASE).parent()).hasToString(parent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "s3://lake"})
    void endsAtTheRoot(String text) {
        Location root = Location.parse(text, BASE);
        assertThat(root.name()).isEmpty();
        assertThatIllegalStateException().isThrownBy(root::parent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://lake/foo_unprocessed/a", "s3://lake/foo", "s3://other/foo/a", "/foo/a"})
    void relativizesOnlyWhatIsInside(String outside) {
        Location foo = Location.parse("s3://lake/foo", BASE);
        assertThatIllegalArgumentException().isThrownBy(() -> foo.relativize(Location.parse(outside, BASE)));
    }

    @Test
    void isNeverHalfAPlace() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Location("file", "", "relative"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Location("file", "bucket", "/x"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Location("s3", "", "key"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Location("gs", "bucket", "key"));
    }
}
