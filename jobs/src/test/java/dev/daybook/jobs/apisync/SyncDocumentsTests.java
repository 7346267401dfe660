package dev.daybook.jobs.apisync;

import static dev.daybook.jobs.apisync.PublishedFiles.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.ops.ExecutionView;
import dev.daybook.standin.Fault;
import dev.daybook.standin.StandInServer.Validator;
import dev.daybook.testing.DataFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents of JSON that no page lists. */
class SyncDocumentsTests {

    private static final String TWO_YEARS =
            "{\"data\":[{\"Year\":2013,\"Population\":316128839.0}," + "{\"Year\":2014,\"Population\":318857056.0}]}";
    private static final String NAME = "nation.json";

    @TempDir
    private Path folder;

    private DataFolder data;
    private PublishedFiles published;

    @BeforeEach
    void publish() {
        data = new DataFolder(folder.resolve("data"));
        published = new PublishedFiles(data);
        published.put(NAME, TWO_YEARS);
        describe("");
    }

    @AfterEach
    void stop() {
        published.close();
    }

    private void describe(String more) {
        published.describe("kind: http-json\nurl: " + published.server.folder()
                + "\ndocuments:\n  - name: nation.json\n    path: nation.json\n    rows: /data\n" + more);
    }

    private void sync() {
        ExecutionView run = data.sync(SOURCE);
        assertThat(run.status()).as(run.message()).isEqualTo("COMPLETED");
    }

    @ParameterizedTest
    @EnumSource(
            value = Validator.class,
            names = {"STRONG_ETAG", "WEAK_ETAG", "LAST_MODIFIED"})
    void anUnchangedDocumentCostsOneConditionalRequestAndNothingIsWritten(Validator validator) {
        published.server.tellApartBy(validator);
        sync();
        SortedMap<String, String> files = data.files();
        List<String> state = data.records("select * from sync_file");

        sync();

        assertThat(published.server.requests()).extracting("status").containsExactly(200, 304);
        assertThat(data.files()).isEqualTo(files);
        assertThat(data.records("select * from sync_file")).isEqualTo(state);
        assertThat(published.stagedSizes()).containsExactly((long) TWO_YEARS.length());
        assertThat(published.announcements()).hasSize(1);
    }

    @Test
    void withoutAnythingToAskByTheBytesAreCompared() {
        published.server.tellApartBy(Validator.NONE);
        sync();
        SortedMap<String, String> files = data.files();
        List<String> state = data.records("select * from sync_file");

        sync();

        assertThat(published.server.requests()).extracting("status").containsExactly(200, 200);
        assertThat(data.files()).isEqualTo(files);
        assertThat(data.records("select * from sync_file")).isEqualTo(state);
    }

    @Test
    void aServerThatSaysUnchangedForEverIsFoundOutByTheFullCheck() {
        sync();
        data.update("update sync_file set checked_at = checked_at - interval '8' day");

        sync();

        assertThat(published.server.requests()).extracting("status").containsExactly(200, 200);
        assertThat(published.announcements()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":\"too many requests\"}",
                "{\"data\":[]}",
                "{\"rows\":[{\"Year\":2013}]}",
                "{\"data\":[{\"Year\":2013}",
                "Service unavailable"
            })
    void anErrorThatComesAsASuccessIsNotTakenForData(String answer) {
        sync();
        published.put(NAME, TWO_YEARS.replace("2014", "2015"));
        published.server.fail(NAME, Fault.body("application/json", answer));

        ExecutionView run = data.sync(SOURCE);

        assertThat(run.status()).isEqualTo("FAILED");
        assertThat(run.message()).contains("not taken for data");
        assertThat(published.stagedSizes()).hasSize(1);
        sync();
        assertThat(published.stagedSizes()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{by: number, parameter: page}|page=1|page=2|page=3",
                "{by: offset, parameter: skip}|skip=0|skip=1|skip=2",
            })
    void pagesBecomeOneDocument(String pages, String first, String second, String third) {
        describe("    pages: " + pages + "\n");
        String page = "{\"data\":[{\"Year\":%d,\"Population\":316128839.0}],\"page\":1}";
        published.server.fail(
                NAME,
                Fault.body("application/json", page.formatted(2013)),
                Fault.body("application/json", page.formatted(2014)),
                Fault.body("application/json", "{\"data\":[]}"));

        sync();

        assertThat(published.server.requests()).extracting("query").containsExactly(first, second, third);
        assertThat(published.stagedContents())
                .containsExactly("{\"data\":[\n{\"Year\":2013,\"Population\":316128839.0},\n"
                        + "{\"Year\":2014,\"Population\":316128839.0}\n]}\n");
    }

    @Test
    void aPageThatRepeatsMakesTheDocumentUnsound() {
        describe("    pages: {by: number, parameter: page}\n");

        ExecutionView run = data.sync(SOURCE);

        assertThat(run.message()).contains("it repeats an earlier page");
        assertThat(data.records("select count(*) from sync_version")).containsExactly("0");
    }
}
