package dev.daybook.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import dev.daybook.row.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeptColumnsTests {

    private static final Feed FEED = FeedFile.parse("f.yaml", """
            feed: f
            format: csv
            table: f
            id: row_id
            unknownColumns: keep
            columns:
              - {name: day, from: Day, type: date, formats: [yyyy-MM-dd], precision: day_precision}
              - {name: size, from: [Size, Extent], type: int, nullable: true}
            partition: {column: month, from: day, by: month}
            """);

    @TempDir
    private Path folder;

    private ParsedFile parse(String text) throws IOException {
        return ParsedFile.of(FEED, Files.writeString(folder.resolve("f.csv"), text));
    }

    @Test
    void columnsTheFeedDoesNotNameFollowItsOwnAsText() throws IOException {
        ParsedFile parsed = parse("Shop Name,Day,VIPCustomer,Extent\nBath,2024-01-02,007,3\n,2024-01-03,x,\n");
        assertThat(parsed.feed().schema().columns())
                .extracting(Column::name)
                .containsExactly("row_id", "day", "day_precision", "size", "shop_name", "vip_customer", "source");
        assertThat(parsed.feed().schema().columns().subList(4, 6)).allMatch(Column::nullable);
        assertThat(parsed.values())
                .containsExactly(
                        List.of("2024-01-02", "day", "3", "Bath", "007"),
                        Arrays.asList("2024-01-03", "day", null, null, "x"));
    }

    @Test
    void fileWithoutOthersKeepsTheFeedAndTheHashesOfItsRows() throws IOException {
        ParsedFile plain = parse("Day,Size\n2024-01-02,3\n");
        assertThat(plain.feed()).isEqualTo(FEED);
        ParsedFile absent = parse("Day,Size,Note\n2024-01-02,3,\n");
        assertThat(absent.feed()).isNotEqualTo(FEED);
        assertThat(absent.hashes())
                .as("a column added later and absent changes no row")
                .isEqualTo(plain.hashes());
    }

    @Test
    void severalFilesCanHaveOneLayout() throws IOException {
        Feed first = parse("Day,Size,Shop,Till\n2024-01-02,3,Bath,7\n").feed();
        Path other = Files.writeString(folder.resolve("g.csv"), "Till,Note,Day,Size\n8,new,2024-01-03,4\n");
        Feed both = ParsedFile.of(first, other).feed();
        assertThat(ParsedFile.of(both, other).values())
                .containsExactly(Arrays.asList("2024-01-03", "day", "4", null, "8", "new"));
        assertThat(ParsedFile.of(both, folder.resolve("f.csv")).values())
                .containsExactly(Arrays.asList("2024-01-02", "day", "3", "Bath", "7", null));
        assertThat(ParsedFile.of(both, folder.resolve("f.csv")).feed()).isEqualTo(both);
    }

    @Test
    void nameThatTheFeedReadsElsewhereIsKeptFromItsPlace() throws IOException {
        Feed feed =
                TestFeeds.of("unknownColumns: keep\ncolumns: [{name: day, from: Date, position: 2, type: string}]\n");
        Path file = Files.writeString(folder.resolve("f.csv"), "Date,Date\nkept,read\n");
        assertThat(ParsedFile.of(feed, file).feed().columns())
                .extracting(FeedColumn::name)
                .containsExactly("day", "date");
        assertThat(ParsedFile.of(feed, file).values()).containsExactly(List.of("read", "kept"));
    }

    @Test
    void reasonsOfRejectFilesAndColumnsWithoutANameAreNotKept() throws IOException {
        assertThat(parse("Day,Size,reject_reason,,\u00a0\n2024-01-02,3,wrong,a,b\n")
                        .feed())
                .isEqualTo(FEED);
        assertThat(parse("Day,Size,Reject_Reason\n2024-01-02,3,wrong\n").feed()).isEqualTo(FEED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "size_; 'Size_' at position 3 cannot be kept as size, for that is the feed's column size already",
                "day precision; 'Day precision' at position 3 cannot be kept as day_precision, for that is the feed's column day_precision",
                "row id; 'Row id' at position 3 cannot be kept as row_id, for that is the feed's column row_id",
                "source; 'Source' at position 3 cannot be kept as source, for that is the feed's column source",
                "month; 'Month' at position 3 cannot be kept as month, for that is the partition column month",
                "note,NOTE; 'NOTE' at position 4 cannot be kept as note, for that is the column 'Note' already"
            })
    void namesThatClashRefuseTheFile(String example) {
        String[] parts = example.split("; ");
        String header = Character.toUpperCase(parts[0].charAt(0)) + parts[0].substring(1);
        assertThatThrownBy(() -> parse("Day,Size," + header + "\n2024-01-02,3,x\n"))
                .isInstanceOf(DaybookException.class)
                .hasMessageStartingWith("f.csv does not fit feed f: column " + parts[1])
                .hasMessageEndingWith("Name it in the feed's columns.");
    }

    @Test
    void atMostSixtyFourColumnsCanBeStored() throws IOException {
        assertThat(parse("Day,Size," + names(61) + "\n2024-01-02,3" + ",x".repeat(61) + "\n")
                        .values()
                        .get(0))
                .hasSize(64);
        assertThatThrownBy(() -> parse("Day,Size," + names(62) + "\n"))
                .hasMessage(
                        "f.csv does not fit feed f: with its 62 unknown columns the table would have 65: expected at most 64. "
                                + "Name those to keep in the feed and set `unknownColumns` to ignore.");
    }

    private static String names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "Other " + i).collect(Collectors.joining(","));
    }

    @ParameterizedTest
    @CsvSource({
        "Shop Name, shop_name",
        "shopName, shop_name",
        "VIPCustomer, vip_customer",
        "Größe (cm), grosse_cm",
        "Purpose², purpose2",
        "2005, column_2005",
        "景點, column_4",
        "__a--b__, a_b",
        "ID, id",
        "Order ID, order_id"
    })
    void namesBecomeSnakeCase(String header, String name) {
        assertThat(KeptColumns.snakeCase(header, 4)).isEqualTo(name);
    }
}
