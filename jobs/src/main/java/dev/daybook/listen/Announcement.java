package dev.daybook.listen;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One thing a message tells. */
sealed interface Announcement {

    /**
     * An object was written.
     *
     * @param key as the object is called, not encoded
     * @param eTag of what was written; empty when it is not told
     * @param sequencer orders the events about one key, see {@link Sequencer}; empty when it is not told
     */
    record ObjectCreated(String bucket, String key, String eTag, String sequencer) implements Announcement {

        /** Whether the object only stands for a folder, as S3 consoles make them. */
        boolean isFolder() {
            return key.endsWith("/");
        }
    }

    /**
     * Somebody wants a job run.
     *
     * @param requestId null when the sender gave none
     */
    record RunWanted(
            String job,
            Map<String, String> parameters,
            @Nullable String requestId) implements Announcement {}

    /** Something that is told and not understood, beside others that may be. */
    record Unreadable(String why) implements Announcement {}

    /** Something that is understood and asks for nothing. */
    record Nothing(String what) implements Announcement {}
}
