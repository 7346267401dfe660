package dev.daybook.jobs.dailysales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.daybook.ops.ExecutionView;
import dev.daybook.testing.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seven real days of a shop, through a feed file alone; they lie beside the repository where they lie at all. */
class RetailOnlineTests {

    private static final Path DAYS = Path.of("/work/shared/data/retail-online");

    @TempDir
    private Path folder;

    @Test
    void everyRowOfTheRealDaysIsARowOrADuplicate() throws IOException {
        assumeTrue(Files.isDirectory(DAYS));
        DataFolder data = new DataFolder(folder.resolve("data"));
        List<String> counts = new ArrayList<>();
        try (Stream<Path> days = Files.list(DAYS)) {
            for (Path day : days.sorted().toList()) {
                ExecutionView run = data.loadDay("feed", "retail-online", "file", day.toString());
                counts.add("%s %d = %d + %d + %d"
                        .formatted(day.getFileName(), run.read(), run.written(), run.rejected(), run.duplicate()));
                assertThat(run.read()).isEqualTo(Files.readAllLines(day).size() - 1);
            }
        }
        System.getLogger("retail").log(System.Logger.Level.INFO, counts);
        assertThat(data.query("select sum(written) from (select count(*) as written from retail_sales)"))
                .hasSize(1);
        assertThat(data.query("select count(*) filter (invoice_no like 'C%' and quantity >= 0), count(*) filter"
                        + " (invoice_no like 'C%') > 0, count(*) filter (unit_price = 0) > 0 from retail_sales"))
                .containsExactly("0|true|true");
        assertThat(counts).isEqualTo(List.of());
    }
}
