package dev.daybook.load;

import dev.daybook.failure.DaybookException;
import dev.daybook.load.LedgerEntry.Status;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Whether the mended rejects of a load may be loaded now, and which file has them. */
public final class Replay {

    private Replay() {}

    /**
     * The file to load.
     *
     * @param execution number of the run, for messages
     * @param given a mended file somewhere else; null takes the reject file where it lies
     * @throws DaybookException of kind REFUSED when the load has no rejects to be mended, INPUT when the file is gone
     */
    public static Location fileOf(long execution, LedgerEntry load, ObjectStore store, @Nullable Location given) {
        requireDecided(execution, load);
        if (load.counts().rejected() == 0) {
            throw DaybookException.refused(
                    "execution %d rejected no row: there is nothing to replay".formatted(execution));
        }
        Location file = given != null ? given : rejectFile(execution, load);
        if (store.head(file).isEmpty()) {
            throw DaybookException.input(
                    given != null
                            ? "No such file: " + file
                            : "%s, the reject file of execution %d, is gone: `daybook rejects %d` still lists the rows; name a file with them, mended, by --file"
                                    .formatted(file, execution, execution));
        }
        return file;
    }

    private static Location rejectFile(long execution, LedgerEntry load) {
        if (load.rejectFile() == null) {
            throw DaybookException.refused(
                    "execution %d has no reject file: name a file with the mended rows by --file".formatted(execution));
        }
        return Location.parse(load.rejectFile(), Path.of("/"));
    }

    /** Mended rows are an addition to what was loaded: that has to be there, and to stay. */
    private static void requireDecided(long execution, LedgerEntry load) {
        Status status = load.status();
        if (status == Status.LOADING) {
            throw DaybookException.refused(
                    "execution %d is not finished, %s is LOADING: wait for it, or run the same file again; then replay"
                            .formatted(execution, load.source()));
        }
        if (status == Status.SUPERSEDED || status == Status.WITHDRAWN) {
            throw DaybookException.refused(
                    "what execution %d loaded of %s is %s: replay the rejects of the run whose rows the table has, see `daybook executions`"
                            .formatted(execution, load.source(), status));
        }
        if (status == Status.REFUSED && load.counts().staged() > 0) {
            throw DaybookException.refused(
                    "execution %d loaded nothing, its good rows neither: mend %s itself and run it again"
                            .formatted(execution, load.sourceUri()));
        }
    }
}
