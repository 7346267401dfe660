package dev.daybook.jobs.legacyimport;

import dev.daybook.feed.Feed;
import dev.daybook.feed.Feeds;
import dev.daybook.launch.Admission;
import dev.daybook.launch.JobAdmission;
import dev.daybook.load.FileAdmission;
import dev.daybook.load.ScannedFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One file is loaded at a time under one key; whether it has to be decides its content. */
record LegacyImportAdmission(Feeds feeds, FileAdmission files) implements JobAdmission {

    @Override
    public String subject(Map<String, String> parameters, Map<String, Object> prepared) {
        return files.subject(feed(parameters), key(parameters, prepared));
    }

    @Override
    public Admission decide(Map<String, String> parameters, Map<String, Object> prepared) {
        return files.admit(feed(parameters), key(parameters, prepared), file(prepared), others(parameters));
    }

    private Feed feed(Map<String, String> parameters) {
        return LegacyImport.feedOf(parameters, feeds);
    }

    private static String key(Map<String, String> parameters, Map<String, Object> prepared) {
        return parameters.getOrDefault(
                LegacyImport.KEY, file(prepared).location().name());
    }

    private static ScannedFile file(Map<String, Object> prepared) {
        return (ScannedFile) Objects.requireNonNull(prepared.get(LegacyImport.SCANNED));
    }

    private static Map<String, String> others(Map<String, String> parameters) {
        Map<String, String> others = new HashMap<>();
        for (String name : List.of(LegacyImport.YEAR, FileAdmission.REPLAY_OF)) {
            if (parameters.containsKey(name)) {
                others.put(name, parameters.get(name));
            }
        }
        if (parameters.containsKey(LegacyImport.FEED)) {
            others.put(FileAdmission.FEED_FILE, LegacyImport.feedOf(parameters));
        }
        return others;
    }
}
