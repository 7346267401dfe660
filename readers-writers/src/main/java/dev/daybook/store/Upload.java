package dev.daybook.store;

import java.io.OutputStream;

/**
 * A write of unknown size. Memory is bounded whatever the size. To be used as
 *
 * <pre>{@code
 * try (Upload upload = store.upload(place)) {
 *     write(upload.stream());
 *     upload.commit();
 * }
 * }</pre>
 */
public interface Upload extends AutoCloseable {

    /**
     * Takes the content; always the same stream. Closing it neither publishes nor aborts, so a writer that closes its
     * output may be given it. Writing after commit or close is an IOException.
     */
    OutputStream stream();

    /**
     * Makes the object visible under its place, replacing an older one.
     *
     * @throws dev.daybook.failure.DaybookException of kind STORAGE when this or an earlier write failed
     * @throws IllegalStateException after commit or close
     */
    StoredObject commit();

    /** Without a commit before, drops what was written: nothing becomes visible. Does nothing the second time. */
    @Override
    void close();
}
