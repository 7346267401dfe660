package dev.daybook.jobs.apisync;

import dev.daybook.failure.DaybookException;
import dev.daybook.http.Validators;
import dev.daybook.http.WebAnswer;
import dev.daybook.http.WebClient;
import dev.daybook.sync.FileState;
import dev.daybook.sync.SyncSource;
import dev.daybook.sync.SyncSource.Document;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Gets the bytes of a file and makes sure that they are what the source says: a file of a folder has the size the listing
 * tells, a document the rows it is to have. Documents are asked for by what tells versions apart, and without that when
 * they are due for a full check; files of a folder have changed if the listing says so.
 */
record Fetching(SourceServer server) {

    WebAnswer fetch(SyncSource source, FileState known, Path to) {
        WebClient client = server.connect(source);
        Document document = source.documents().stream()
                .filter(one -> one.name().equals(known.name()))
                .findFirst()
                .orElse(null);
        return document == null
                ? file(client, source, known, to)
                : document(client, document, validators(source, known), to);
    }

    private static WebAnswer file(WebClient client, SyncSource source, FileState known, Path to) {
        URI url = fileIn(source.url(), known.name());
        WebAnswer.Document file = (WebAnswer.Document) client.get(url, Validators.NONE, to);
        if (known.listedSize() != null && known.listedSize() != file.size()) {
            throw upstream(
                    "%s: the listing says %,d bytes, and %,d came: it was cut off, or has changed since it was listed. It is not taken for data; run it again"
                            .formatted(url, known.listedSize(), file.size()));
        }
        return file;
    }

    private static URI fileIn(URI folder, String name) {
        return folder.resolve(
                "./" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"));
    }

    private static Validators validators(SyncSource source, FileState known) {
        Instant before = Instant.now().minus(source.fullCheck());
        return known.isUncheckedSince(before) ? Validators.NONE : known.validators();
    }

    private static WebAnswer document(WebClient client, Document document, Validators known, Path to) {
        if (document.pages() != null) {
            return new PagedDocument(client, document).read(to);
        }
        WebAnswer answer = client.get(document.url(), known, to);
        if (answer instanceof WebAnswer.Document read) {
            JsonRows.require(document, read.file());
        }
        return answer;
    }

    static DaybookException upstream(String message) {
        return upstream(message, null);
    }

    static DaybookException upstream(String message, @Nullable Throwable cause) {
        return new DaybookException(DaybookException.Kind.UPSTREAM, message, cause);
    }
}
