package dev.daybook.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.chart.Chart;
import dev.daybook.notebook.Notebook;
import dev.daybook.notebook.Outputs;
import dev.daybook.render.Report;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStores;
import dev.daybook.store.S3Settings;
import dev.daybook.testing.Chromium;
import dev.daybook.testing.DataFolder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The viewer and reports in a real browser. */
class ViewerTests {

    private static final LocalDate FIRST = LocalDate.of(2012, 1, 1);

    @TempDir
    private Path folder;

    private DataFolder data;
    private ObjectStores store;
    private ReportServer server;

    @BeforeEach
    void serve() {
        data = new DataFolder(folder.resolve("data"));
        store = new ObjectStores(new S3Settings(null, "eu-central-1", false));
        server = new ReportServer(store, data.settings().zones().reports(), 0);
    }

    @AfterEach
    void stop() {
        server.close();
        store.close();
    }

    private Chromium chromium() {
        return Chromium.orSkip(folder.resolve("profile"));
    }

    /** Records reports of days, each newer than the one before; every seventh has failed. */
    private void record(int reports) {
        ReportPlaces places = new ReportPlaces(data.settings().zones().reports());
        data.withDatabase(source -> {
            ReportLog log = new ReportLog(source);
            for (int i = 0; i < reports; i++) {
                LocalDate day = FIRST.plusDays(i);
                ReportRecord report =
                        log.begin(i % 2 == 0 ? "sales" : "visits", new Period(day, day), "Title <b>" + i + "</b>", "d");
                if (i % 7 == 6) {
                    log.setFailed(report, 1, 1000 + i, "cell 2 (c): <img src=x onerror=alert(1)>");
                } else {
                    log.setPublishing(report, 1, 1000 + i);
                }
            }
            new ReportIndex(log, store, places).write();
            return null;
        });
    }

    private Document dom(String path) {
        return Jsoup.parse(chromium().dom(server.address() + path));
    }

    @Test
    void reportsAreListedTheNewestFirstAndTitlesAreText() {
        record(12);
        Document page = dom("");
        assertThat(page.select("#rows tr")).hasSize(12);
        assertThat(page.select("#rows tr:first-child td").eachText().subList(0, 2))
                .containsExactly("Title <b>11</b>", "2012-01-12 to 2012-01-12");
        assertThat(page.select("#rows b, #rows img")).isEmpty();
        assertThat(page.select("#rows .failed")).hasSize(1);
        assertThat(page.select("#report option").eachText()).containsExactly("all", "sales", "visits");
        assertThat(page.select("#rows tr:first-child a").eachAttr("href"))
                .containsExactly(
                        "#/visits/report_20120112-20120112",
                        "archive/visits/report_20120112-20120112.html",
                        "archive/visits/report_20120112-20120112.pdf",
                        "archive/visits/report_20120112-20120112.ipynb");
    }

    @Test
    void aReportHasItsOwnAddressWithTheOnesBeforeAndBehind() {
        record(12);
        Document page = dom("#/sales/report_20120107-20120107-failed-1006");
        assertThat(page.title()).isEqualTo("Title <b>6</b>, 2012-01-07 to 2012-01-07");
        assertThat(page.select("#one-error").text()).isEqualTo("cell 2 (c): <img src=x onerror=alert(1)>");
        assertThat(page.select("#newer").attr("href")).isEqualTo("#/sales/report_20120109-20120109");
        assertThat(page.select("#older").attr("href")).isEqualTo("#/sales/report_20120105-20120105");
        assertThat(page.select("#frame").attr("src"))
                .isEqualTo("archive/sales/report_20120107-20120107-failed-1006.html");
        assertThat(page.select("#frame").attr("sandbox")).doesNotContain("allow-scripts");
    }

    @Test
    void thousandsOfReportsLoadInAShortListAndTheOldestIsFound() throws IOException {
        record(5000);
        Path index = data.settings().zones().reports().path().resolve("index.json");
        assertThat(Files.size(index)).isLessThan(200_000);
        Document page = dom("");
        assertThat(page.select("#rows tr")).hasSize(100);
        assertThat(page.select("#count").text()).isEqualTo("100 of 500 reports, and older ones");
        assertThat(dom("#/sales/report_20120101-20120101").title())
                .isEqualTo("Title <b>0</b>, 2012-01-01 to 2012-01-01");
    }

    /**
     * Looks at the viewer in a frame from a page of the same server, by a script that has {@code page}, {@code by(id)},
     * {@code until(condition)}, {@code set(id, value)}, {@code key(name)} and {@code say(text)}.
     *
     * @return what it has said
     */
    private List<String> drive(int width, String script, String... switches) {
        Location place = data.settings().zones().reports().resolve("drive.html");
        store.put(place, """
                <!DOCTYPE html><iframe id="f" style="border:0;width:%dpx;height:700px" src="/"></iframe><ul id="said"></ul><script>
                let page; const frame = document.getElementById('f'); const by = (id) => page.getElementById(id);
                const say = (text) => { const li = document.createElement('li'); li.textContent = text; document.getElementById('said').append(li); };
                const until = (holds) => new Promise((resolve, reject) => { let n = 0; const timer = setInterval(() => {
                  page = frame.contentDocument;
                  let is = false; try { is = holds(); } catch (e) { is = false; }
                  if (is || ++n > 400) { clearInterval(timer); is ? resolve() : reject(new Error('never: ' + holds)); } }, 20); });
                const set = (id, value) => { by(id).value = value; by(id).dispatchEvent(new page.defaultView.Event('input', { bubbles: true })); };
                const key = (name) => page.defaultView.dispatchEvent(new page.defaultView.KeyboardEvent('keydown', { key: name }));
                const count = (text) => until(() => by('count').textContent === text);
                (async () => { await until(() => !by('list').hidden || !by('one').hidden); %s })().catch((e) => say(e.message));
                </script>
                """.formatted(width, script).getBytes(StandardCharsets.UTF_8));
        return Jsoup.parse(chromium().dom(server.address() + "drive.html", switches))
                .select("#said li")
                .eachText();
    }

    @Test
    void filtersLookAtAllReportsAlsoThoseOnPagesNotFetchedYet() {
        record(5000);
        assertThat(drive(1100, """
                        set('report', 'visits'); await count('100 of 2500 reports'); say(by('rows').rows.length);
                        set('status', 'FAILED'); await count('100 of 357 reports'); say(by('rows').rows[0].cells[1].textContent);
                        set('from', '2012-01-10'); set('to', '2012-02-20'); await count('3 of 3 reports');
                        for (const row of by('rows').rows) say(row.cells[1].textContent + ' ' + row.cells[3].textContent);
                        set('to', '2012-01-09'); await count('No report matches.'); say('none');
                        by('filters').querySelector('button[type=reset]').click(); await count('100 of 5000 reports'); say('all');
                        by('more').click(); await count('200 of 5000 reports'); say(by('rows').rows.length);
                        """))
                .containsExactly(
                        "100",
                        "2025-09-06 to 2025-09-06",
                        "2012-02-11 to 2012-02-11 failed",
                        "2012-01-28 to 2012-01-28 failed",
                        "2012-01-14 to 2012-01-14 failed",
                        "none",
                        "all",
                        "200");
    }

    @Test
    void keysLeadFromReportToReportOfOneNameAndBack() {
        record(12);
        assertThat(drive(1100, """
                        const title = (text) => until(() => page.title.includes(text)).then(() => say(text));
                        by('rows').rows[2].querySelector('a').click(); await title('2012-01-10'); say(page.activeElement.id);
                        key('ArrowRight'); await title('2012-01-08');
                        key('ArrowLeft'); await title('2012-01-10');
                        key('ArrowLeft'); await title('2012-01-12'); say(by('newer').getAttribute('aria-disabled'));
                        key('ArrowLeft'); say(page.title);
                        key('Escape'); await until(() => !by('list').hidden); say(by('count').textContent);
                        """))
                .containsExactly(
                        "2012-01-10",
                        "one-title",
                        "2012-01-08",
                        "2012-01-10",
                        "2012-01-12",
                        "true",
                        "Title <b>11</b>, 2012-01-12 to 2012-01-12",
                        "12 of 12 reports");
    }

    @Test
    void aPhoneShowsAllOfItWithoutScrollingSidewaysAndDarkIsDark() {
        record(12);
        String script = """
                const root = () => page.documentElement;
                say(root().scrollWidth <= root().clientWidth); say(page.defaultView.getComputedStyle(page.body).backgroundColor);
                by('rows').rows[0].querySelector('a').click(); await until(() => !by('one').hidden);
                say(root().scrollWidth <= root().clientWidth);
                """;
        assertThat(drive(340, script)).containsExactly("true", "rgb(255, 255, 255)", "true");
        assertThat(drive(340, script, "--blink-settings=preferredColorScheme=0"))
                .containsExactly("true", "rgb(13, 17, 23)", "true");
    }

    @Test
    void whatIsNotThereIsSaid() throws IOException {
        assertThat(dom("").select("#message").text()).isEqualTo("There is no index.json: no report was made yet.");
        record(2);
        assertThat(dom("#/sales/report_1").select("#message.error").text())
                .isEqualTo("There is no report sales/report_1.");
        Path index = data.settings().zones().reports().path().resolve("index.json");
        Files.writeString(index, "{\"reports\": [");
        assertThat(dom("").select("#message.error").text()).startsWith("index.json is damaged:");
    }

    @Test
    void nothingOfAHostileReportRunsInABrowser() throws IOException {
        String beacon = server.address() + "beacon";
        String attack = "fetch('%s');document.title='owned'".formatted(beacon);
        Outputs outputs = new Outputs();
        outputs.display(
                Map.of(
                        "text/html",
                        "<img src=x onerror=\"%1$s\"><script>%1$s</script><svg onload=\"%1$s\"></svg><iframe srcdoc=\"<script>%1$s</script>\"></iframe><a id=l href=\"javascript:%1$s\">x</a>"
                                .formatted(attack)),
                "");
        outputs.display(
                Map.of(
                        "image/svg+xml",
                        "<svg xmlns='http://www.w3.org/2000/svg' onload=\"%1$s\"><script>%1$s</script></svg>"
                                .formatted(attack)),
                "\"><script>" + attack + "</script>");
        outputs.stream("stdout", "</pre></script><script>" + attack + "</script>");
        Notebook notebook = Notebook.read("""
                {"cells": [{"cell_type": "markdown", "id": "m", "metadata": {}, "source": "# x\\n[y](javascript:alert(1)) <img src=x onerror=\\"document.title='owned'\\">"},
                {"cell_type": "code", "id": "c", "metadata": {}, "execution_count": 1, "outputs": [], "source": "</script><script>document.title='owned'</script>"}],
                "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
                """.getBytes(StandardCharsets.UTF_8), "hostile");
        notebook.cells().get(1).setRun(1, outputs.asArray());
        String html = Report.of(notebook, "Hostile </title><script>document.title='owned'</script>", "")
                .toHtml();
        Location place = data.settings().zones().reports().resolve("archive/hostile.html");
        store.put(place, html.getBytes(StandardCharsets.UTF_8));

        Document page = dom("archive/hostile.html");

        assertThat(page.title()).startsWith("Hostile").isNotEqualTo("owned");
        assertThat(page.select("script, iframe, svg")).isEmpty();
        // The same page without its policy: what is taken out does not depend on it.
        store.put(place, html.replaceAll("<meta http-equiv[^>]*>", "").getBytes(StandardCharsets.UTF_8));
        assertThat(dom("archive/hostile.html").title()).startsWith("Hostile");
        // And with a script put in: the policy stops it.
        store.put(
                place,
                html.replace("</main>", "<script>document.title='owned'</script></main>")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(dom("archive/hostile.html").title()).startsWith("Hostile");
    }

    @Test
    void codeIsHiddenUntilTheBoxIsTicked() throws IOException {
        Outputs outputs = new Outputs();
        Chart chart = Chart.bars("Bars", List.of("a"), List.of(1));
        outputs.display(Map.of("image/svg+xml", chart.svg()), chart.alt());
        Notebook notebook = Notebook.read("""
                {"cells": [{"cell_type": "code", "id": "c", "metadata": {}, "execution_count": 1, "outputs": [], "source": "var a = 1;"}],
                "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
                """.getBytes(StandardCharsets.UTF_8), "n");
        notebook.cells().get(0).setRun(1, outputs.asArray());
        String html = Report.of(notebook, "Code", "").toHtml();
        Location place = data.settings().zones().reports().resolve("archive/code.html");
        // What a script can measure tells what is shown: it needs a page without the policy.
        String probe = html.replaceAll("<meta http-equiv[^>]*>", "")
                .replace(
                        "</body>",
                        "<script>const h = () => document.querySelector('.code').offsetHeight > 0;"
                                + "const i = document.querySelector('img'); i.decode().then(() => {"
                                + "const before = h(); document.getElementById('show-code').click();"
                                + "document.title = before + ' ' + h() + ' ' + (i.naturalWidth > 0); });</script></body>");
        store.put(place, probe.getBytes(StandardCharsets.UTF_8));
        assertThat(dom("archive/code.html").title()).isEqualTo("false true true");
    }

    @Test
    void theServerAnswersForThisMachineAndTheZoneAlone() throws IOException, InterruptedException {
        record(1);
        HttpClient client = HttpClient.newHttpClient();
        assertThat(status(client, "index.json")).isEqualTo(200);
        assertThat(status(client, "")).isEqualTo(200);
        assertThat(status(client, "viewer.js")).isEqualTo(200);
        assertThat(status(client, "%2e%2e/db/secret")).isEqualTo(404);
        assertThat(status(client, "archive//x")).isEqualTo(404);
        HttpRequest post = HttpRequest.newBuilder(server.address())
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(405);
    }

    private int status(HttpClient client, String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.address() + path)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }
}
