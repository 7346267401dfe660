package dev.daybook.sync;

import dev.daybook.http.Listing;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A server's files that are copied, as a YAML file describes it.
 *
 * @param url of the folder, with a slash at its end, or what addresses of documents are relative to
 * @param listing form of the folder's page; null for a source whose documents are named
 * @param files which feed loads which files of a folder; the first that fits counts, files that fit none are staged only
 * @param documents of a source without a folder; empty for one with
 * @param request how the server is asked
 * @param absences how many complete listings in a row must lack a file until it counts as deleted
 * @param fullCheck after so long a file's bytes are compared though nothing says that they have changed
 * @param keep so long bytes are kept that are not the present ones
 * @param onChange what is to be run when something has changed; null for nothing
 */
public record SyncSource(
        String name,
        String description,
        URI url,
        @Nullable Listing listing,
        List<Target> files,
        List<Document> documents,
        Request request,
        int absences,
        Duration fullCheck,
        Duration keep,
        @Nullable OnChange onChange) {

    /**
     * @param pattern of names: {@code *} stands for any text, {@code ?} for one character
     * @param feed null for files that are staged only
     */
    public record Target(NamePattern pattern, @Nullable String feed) {}

    /**
     * @param name it has here, in the state and in the keys of its loads
     * @param rows JSON pointer to the array of its rows; a document without that, or with an empty one, is an error
     * @param pages null for one that is not paged
     * @param feed null for one that is staged only
     */
    public record Document(
            String name,
            URI url,
            String rows,
            @Nullable Pages pages,
            @Nullable String feed) {}

    /**
     * @param secretHeaders values are where the secret is kept, see {@link dev.daybook.settings.Secrets}
     * @param needsContact whether nobody may ask without saying whom to write to
     */
    public record Request(
            Map<String, String> headers,
            Map<String, String> secretHeaders,
            boolean needsContact,
            Duration pause,
            int budget,
            Duration connectTimeout,
            Duration timeout,
            int tries,
            Duration backoff,
            Duration ceiling,
            long maxBytes,
            boolean plainHttp) {}

    /** A job and its parameters. */
    public record OnChange(String job, Map<String, String> parameters) {}

    public boolean hasListing() {
        return listing != null;
    }

    /** The feed that loads a file; empty for one that is staged only. */
    public Optional<String> feedOf(String file) {
        Optional<Document> document =
                documents.stream().filter(one -> one.name().equals(file)).findFirst();
        return document.isPresent()
                ? document.map(Document::feed)
                : files.stream()
                        .filter(target -> target.pattern().matches(file))
                        .findFirst()
                        .map(Target::feed);
    }

    /** What the ledger calls a file. */
    public String keyOf(String file) {
        return name + "/" + file;
    }
}
