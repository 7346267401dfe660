package dev.daybook.jobs.apisync;

import dev.daybook.failure.DaybookException;
import dev.daybook.http.PageWalk;
import dev.daybook.http.Validators;
import dev.daybook.http.WebAnswer;
import dev.daybook.http.WebClient;
import dev.daybook.sync.Pages;
import dev.daybook.sync.SyncSource.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A document whose rows come in pages, as one file: the rows of all pages in their order, in the place they have in a page.
 * It is written anew each time; the same rows give the same bytes.
 */
record PagedDocument(WebClient client, Document document) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    WebAnswer.Document read(Path to) {
        Pages pages = Objects.requireNonNull(document.pages());
        PageWalk walk = new PageWalk(client, pages.paging(), document.rows(), pages.total(), pages.most());
        try (ScratchFile page = new ScratchFile()) {
            long rows = write(walk, page.path(), to);
            if (rows == 0) {
                throw Fetching.upstream("%s: expected rows at '%s', found none on any page. It is not taken for data"
                        .formatted(document.url(), document.rows()));
            }
            return new WebAnswer.Document(to, Files.size(to), sha256(to), Validators.NONE);
        } catch (IOException | UncheckedIOException e) {
            throw DaybookException.storage("%s cannot be written: %s".formatted(to, e.getMessage()), e);
        }
    }

    private static String sha256(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return DigestUtils.sha256Hex(in);
        }
    }

    private long write(PageWalk walk, Path page, Path to) throws IOException {
        List<String> names = names();
        try (Writer out = Files.newBufferedWriter(to, StandardCharsets.UTF_8)) {
            for (String name : names) {
                out.write("{" + JSON.writeValueAsString(name) + ":");
            }
            out.write('[');
            Rows rows = new Rows(out);
            long count = walk.read(document.url(), page, rows::write);
            out.write("\n]" + "}".repeat(names.size()) + "\n");
            return count;
        }
    }

    /** Of the objects around the rows, from the outermost on. */
    private List<String> names() {
        return Stream.of(document.rows().split("/"))
                .skip(1)
                .map(part -> part.replace("~1", "/").replace("~0", "~"))
                .toList();
    }

    private static final class Rows {

        private final Writer out;
        private boolean isFirst = true;

        Rows(Writer out) {
            this.out = out;
        }

        void write(JsonNode row) {
            try {
                out.write(isFirst ? "\n" : ",\n");
                out.write(row.toString());
                isFirst = false;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
