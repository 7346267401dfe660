package dev.daybook.jobs.apisync;

import dev.daybook.http.WebAnswer;
import dev.daybook.settings.Settings;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import dev.daybook.store.StoredObject;
import dev.daybook.sync.SyncSource;
import java.util.List;
import java.util.Set;

/** Bytes of files in the staging zone, as they were published, under their SHA-256: the same are there once. */
record StagedFiles(ObjectStore store, Settings settings) {

    private Location folder(SyncSource source) {
        return settings.zones().staging().resolve(ApiSync.NAME).resolve(source.name());
    }

    Location place(SyncSource source, String sha256) {
        return folder(source).resolve(sha256);
    }

    /** Writes nothing when they are there. */
    void keep(SyncSource source, WebAnswer.Document document) {
        Location place = place(source, document.sha256());
        boolean isThere = store.head(place)
                .filter(object -> object.size() == document.size())
                .isPresent();
        if (!isThere) {
            store.put(place, document.file());
        }
    }

    /** Removes all that have other hashes than {@code kept}. */
    void sweep(SyncSource source, Set<String> kept) {
        List<Location> others;
        try (var objects = store.list(folder(source))) {
            others = objects.map(StoredObject::location)
                    .filter(place -> !kept.contains(place.name()))
                    .toList();
        }
        others.forEach(store::delete);
    }
}
