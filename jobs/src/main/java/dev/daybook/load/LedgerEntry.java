package dev.daybook.load;

import org.jspecify.annotations.Nullable;

/**
 * One load of one file, as the ledger has it.
 *
 * @param sourceKey what the sender calls the file, apart from where it lies
 * @param revision how many versions of the key had been recorded before
 * @param processedUri where the file is kept after loading; null before
 * @param jobInstanceId null before the job was started
 * @param counts summed over all executions of the load
 * @param rejectFile null when nothing was rejected
 * @param contract SHA-256 of the feed and parameters it is read by, which a restart must not change
 */
public record LedgerEntry(
        long loadId,
        String feed,
        String sourceKey,
        String sha256,
        int revision,
        Status status,
        String table,
        String sourceUri,
        @Nullable String processedUri,
        long size,
        @Nullable Long jobInstanceId,
        LoadCounts counts,
        @Nullable String rejectFile,
        String contract) {

    /** What has become of a load. */
    public enum Status {
        /** Admitted; running, stopped or failed, and may be restarted. */
        LOADING,
        /** All its partitions are published. */
        LOADED,
        /** As LOADED, but every row was there already from a file of the same content under another key. */
        DUPLICATE_CONTENT,
        /** A later version of the same key has replaced it. */
        SUPERSEDED,
        /** Undone by a rollback; may be loaded again. */
        WITHDRAWN,
        /** The file had no rows, which its feed takes for a fault. */
        EMPTY,
        /** The file does not fit its feed. */
        REFUSED;

        /** Whether the table has its rows. */
        public boolean isLive() {
            return this == LOADED || this == DUPLICATE_CONTENT;
        }
    }

    /** What stands for the place of a file that is there no more. */
    static final String NOWHERE = "none:";

    /** Whether it takes rows out and brings none: the file is there no more. */
    public boolean isWithdrawal() {
        return sourceUri.equals(NOWHERE);
    }

    /** How rows name their input in the column {@code source}. */
    public String source() {
        return feed + "/" + sourceKey;
    }

    /** What commit records say brought a generation about. */
    public String cause() {
        return "load-" + loadId;
    }
}
