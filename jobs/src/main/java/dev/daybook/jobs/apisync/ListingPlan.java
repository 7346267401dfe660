package dev.daybook.jobs.apisync;

import dev.daybook.failure.DaybookException;
import dev.daybook.http.ListedFile;
import dev.daybook.http.WebAnswer;
import dev.daybook.sync.FileState;
import dev.daybook.sync.SyncFiles;
import dev.daybook.sync.SyncSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a source says it has with what is known: files that are new, listed otherwise than before or due for a full
 * check are to be fetched, those that are not listed any more are missing. One request for a source with a listing, none
 * for others, whose documents are asked for one by one.
 */
record ListingPlan(SourceServer server) {

    private static final int MAX_NAME = 500;
    private static final int MAX_TIME = 100;

    void plan(Sync sync) {
        SyncSource source = sync.source();
        Map<String, FileState> known = new HashMap<>();
        sync.files().all().forEach(file -> known.put(file.name(), file));
        Instant now = Instant.now();
        if (source.listing() == null) {
            source.documents().stream()
                    .filter(document -> !known.containsKey(document.name()))
                    .forEach(document -> sync.files().add(document.name(), now));
            return;
        }
        List<ListedFile> listed = source.listing().read(source.url(), page(source));
        if (listed.isEmpty()) {
            throw Fetching.upstream(
                    "%s: the listing lists no file: it is an error, or the folder has moved. Nothing is concluded from it"
                            .formatted(source.url()));
        }
        listed.forEach(file -> compare(sync, file, known.remove(file.name()), now));
        known.values().forEach(file -> miss(sync.files(), file, now));
        sync.files().setListedAt(now);
    }

    private String page(SyncSource source) {
        try (ScratchFile scratch = new ScratchFile()) {
            WebAnswer.Document page = server.connect(source).page(source.url(), scratch.path());
            return Files.readString(page.file(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw DaybookException.storage("the listing of %s cannot be read: %s".formatted(source.name(), e), e);
        }
    }

    private static void compare(Sync sync, ListedFile file, @Nullable FileState known, Instant now) {
        SyncFiles files = sync.files();
        requireShort(sync.source(), file);
        if (known == null) {
            files.add(file.name(), now);
        }
        if (known == null || known.isDeleted() || !isListedAsBefore(file, known)) {
            files.setListed(file);
            return;
        }
        if (known.lastSeen() != null) {
            files.setPresent(file.name());
        }
        if (!known.isDue() && known.isUncheckedSince(now.minus(sync.source().fullCheck()))) {
            files.setDue(file.name());
        }
    }

    private static boolean isListedAsBefore(ListedFile file, FileState known) {
        return file.listedAt().equals(known.listedAt()) && Objects.equals(file.size(), known.listedSize());
    }

    private static void requireShort(SyncSource source, ListedFile file) {
        if (file.name().length() > MAX_NAME || file.listedAt().length() > MAX_TIME) {
            throw Fetching.upstream("%s: a name or time of the listing is longer than files have: %.100s…"
                    .formatted(source.url(), file.name()));
        }
    }

    private static void miss(SyncFiles files, FileState known, Instant now) {
        if (!known.isFetched()) {
            files.remove(known.name());
        } else if (known.lastSeen() == null && !known.isDeleted()) {
            files.setMissing(known.name(), files.listedAt().orElse(now));
        }
    }
}
