package dev.daybook.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListingTests {

    private static final URI FOLDER = URI.create("https://data.example/pub/time.series/pr/");

    private static final String IIS = """
            <html><head><title>data.example - /pub/time.series/pr/</title></head><body><H1>data.example</H1><hr>

            <pre><A HREF="/pub/time.series/">[To Parent Directory]</A><br><br>  9/3/2026  8:30 AM          102 <A HREF="/pub/time.series/pr/pr.class">pr.class</A><br> 9/13/2022  4:52 PM        &lt;dir&gt; <A HREF="/pub/time.series/pr/old/">old</A><br>  9/3/2026  8:30 AM      3239525 <A HREF="/pub/time.series/pr/pr.data.1.AllData">pr.data.1.AllData</A><br></pre><hr></body></html>
            """;

    @Test
    void readsTheFormOfIis() {
        assertThat(Listing.IIS.read(FOLDER, IIS))
                .containsExactly(
                        new ListedFile("pr.class", 102L, "9/3/2026 8:30 AM"),
                        new ListedFile("pr.data.1.AllData", 3_239_525L, "9/3/2026 8:30 AM"));
    }

    @Test
    void readsTheFormOfNginx() {
        String page = """
                <html><head><title>Index of /pub/time.series/pr/</title></head><body><h1>Index of /pub/</h1><hr><pre><a href="../">../</a>
                <a href="old/">old/</a>                          03-Sep-2026 08:30                   -
                <a href="pr%20class.txt">pr class.txt</a>                  03-Sep-2026 08:30                 102
                </pre><hr></body></html>
                """;

        assertThat(Listing.AUTOINDEX.read(FOLDER, page))
                .containsExactly(new ListedFile("pr class.txt", 102L, "03-Sep-2026 08:30"));
    }

    @Test
    void aSizeThatApacheRoundsIsUnknown() {
        String page = """
                <html><body><h1>Index of /pub</h1><table>
                <tr><th><a href="?C=N;O=D">Name</a></th><th><a href="?C=M;O=A">Last modified</a></th></tr>
                <tr><td><a href="/pub/time.series/">Parent Directory</a></td></tr>
                <tr><td><a href="big.txt">big.txt</a></td><td align="right">2026-09-03 08:30  </td><td align="right">3.1M</td></tr>
                <tr><td><a href="small.txt">small.txt</a></td><td align="right">2026-09-03 08:31  </td><td align="right">102 </td></tr>
                </table></body></html>
                """;

        assertThat(Listing.AUTOINDEX.read(FOLDER, page))
                .containsExactly(
                        new ListedFile("big.txt", null, "2026-09-03 08:30"),
                        new ListedFile("small.txt", 102L, "2026-09-03 08:31"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 60, 200, 400, 465})
    void nothingIsConcludedFromAPageThatIsCutOff(int length) {
        String cut = IIS.substring(0, length);

        assertThatThrownBy(() -> Listing.IIS.read(FOLDER, cut))
                .hasMessageContaining(FOLDER.toString())
                .hasMessageContaining("does not end with </html>");
    }

    @Test
    void aRowInAnotherFormIsNotLeftOut() {
        String changed = IIS.replace("  9/3/2026  8:30 AM          102", "2026-09-03T08:30 102 bytes");

        assertThatThrownBy(() -> Listing.IIS.read(FOLDER, changed))
                .hasMessageContaining("pr.class")
                .hasMessageContaining("no row of a known form");
    }

    @Test
    void aNameThatStandsThereTwiceIsNotBelieved() {
        String twice = IIS.replace("pr.data.1.AllData", "pr.class");

        assertThatThrownBy(() -> Listing.IIS.read(FOLDER, twice)).hasMessageContaining("stands there twice");
    }

    @Test
    void aLinkThatCannotBeReadIsNotLeftOut() {
        String broken = IIS.replace("pr/pr.class\"", "pr/%zz\"");

        assertThatThrownBy(() -> Listing.IIS.read(FOLDER, broken)).hasMessageContaining("'%zz' cannot be decoded");
    }
}
