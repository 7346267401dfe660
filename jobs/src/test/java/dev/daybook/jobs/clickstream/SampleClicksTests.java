package dev.daybook.jobs.clickstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.demo.ExpectedClicks;
import dev.daybook.lake.NamedQueries;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample deliveries, whole and in parts, against what their generator knows of them; and the queries over them. */
class SampleClicksTests {

    @TempDir
    private Path folder;

    private DataFolder data;
    private List<Path> deliveries;

    @BeforeEach
    void emptyFolder() throws IOException {
        data = new DataFolder(folder);
        Path samples = Samples.folder().resolve("clickstream");
        try (Stream<Path> files = Files.walk(samples)) {
            deliveries = files.filter(Files::isRegularFile)
                    .map(samples::relativize)
                    .sorted()
                    .toList();
        }
    }

    private void deliver(List<Path> some) {
        for (Path delivery : some) {
            Path target = folder.resolve("landing").resolve(delivery);
            try {
                Files.createDirectories(target.getParent());
                Files.copy(Samples.folder().resolve("clickstream").resolve(delivery), target);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void compactedAtOnceTheyGiveWhatIsExpected() {
        deliver(deliveries);
        ExpectedClicks expected = new ExpectedClicks(data.settings(), Samples.expected("clickstream"));
        assertThat(expected.differences(data.compact())).isEmpty();
        assertThat(data.generations())
                .hasSize(3)
                .allMatch(generation -> generation.files().size() == 1);
    }

    @Test
    void compactedInPartsInAnyOrderTheyGiveTheSameEvents() {
        List<Path> odd = new ArrayList<>();
        List<Path> even = new ArrayList<>();
        for (int i = 0; i < deliveries.size(); i++) {
            (i % 2 == 0 ? even : odd).add(deliveries.get(i));
        }
        deliver(odd);
        data.compact();
        deliver(even);
        data.compact();
        List<String> inParts = events(data);

        DataFolder whole = new DataFolder(folder.resolve("whole"));
        folder = folder.resolve("whole");
        deliver(deliveries);
        whole.compact();
        assertThat(inParts).isEqualTo(events(whole)).hasSizeGreaterThan(500);
    }

    private static List<String> events(DataFolder data) {
        return data.query("select * from clickstream order by all");
    }

    @Test
    void theNamedQueriesAddUp() {
        deliver(deliveries);
        data.compact();

        assertThat(NamedQueries.descriptions()).hasSize(5);
        assertThat(data.query(NamedQueries.sql("latest-events")))
                .hasSize(100)
                .isSortedAccordingTo((a, b) -> b.substring(0, 19).compareTo(a.substring(0, 19)));
        assertThat(sum(data.query(NamedQueries.sql("orders-by-item")), 1))
                .isEqualTo(count("menu_item is not null"))
                .isPositive();
        assertThat(sum(data.query(NamedQueries.sql("popular-items")), 1))
                .isEqualTo(count("element_clicked is not null"));
        assertThat(sum(data.query(NamedQueries.sql("source-menu")), 3))
                .isEqualTo(sum(data.query(NamedQueries.sql("popular-items")), 2));
        assertThat(sum(data.query(NamedQueries.sql("time-series")), 1)).isEqualTo(count("true"));
        assertThat(data.query("select sum(revenue) from (" + NamedQueries.sql("orders-by-item") + ")"))
                .isEqualTo(data.query("select sum(revenue) from (" + NamedQueries.sql("time-series") + ")"));
    }

    private long count(String where) {
        return Long.parseLong(
                data.query("select count(*) from clickstream where " + where).get(0));
    }

    private static long sum(List<String> rows, int column) {
        return rows.stream()
                .mapToLong(row -> Long.parseLong(row.split("\\|")[column]))
                .sum();
    }
}
