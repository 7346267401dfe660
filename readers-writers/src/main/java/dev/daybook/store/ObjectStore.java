package dev.daybook.store;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whole objects under keys. An object is visible completely or not at all, and what a method has returned for stays when
 * the machine loses power. Thread-safe; an {@link Upload} and a stream belong to one thread.
 *
 * <p>Every failure of the store, also one while reading or writing a stream, is a
 * {@link dev.daybook.failure.DaybookException} of kind STORAGE that names the place; a missing object or an object where
 * a folder is needed is of kind INPUT.
 */
public interface ObjectStore {

    /**
     * All objects below {@code folder}, however deep, sorted by the UTF-8 bytes of their keys; none when the folder is
     * absent. {@code foo} lists {@code foo/a} and never {@code foo_unprocessed/a}. Unfinished writes and the folder
     * markers that S3 consoles make are not listed. Read lazily from S3, so failures may come while the stream is used.
     */
    Stream<StoredObject> list(Location folder);

    /** Empty when the object is absent or a folder. */
    Optional<StoredObject> head(Location object);

    /**
     * The bytes from {@code offset} to the end; an empty stream when the offset is at or beyond the end. From S3 all bytes
     * are of the version seen here: a dropped connection is resumed, a replaced object is a failure.
     *
     * @throws dev.daybook.failure.DaybookException of kind INPUT, "No such file: ...", when the object is absent
     */
    InputStream open(Location object, long offset);

    /**
     * At most {@code length} bytes from {@code offset}: fewer where the object ends earlier, none beyond its end.
     *
     * @throws dev.daybook.failure.DaybookException of kind INPUT, "No such file: ...", when the object is absent
     */
    byte[] read(Location object, long offset, int length);

    /** Writes the object unless there is one: of several callers exactly one wins. Empty when it was already there. */
    Optional<StoredObject> putIfAbsent(Location object, byte[] content);

    /** Writes or replaces the object. */
    StoredObject put(Location object, byte[] content);

    /** Writes or replaces the object by the content of a local file of any size. */
    StoredObject put(Location object, Path file);

    /** Writes or replaces the object by content of unknown size. Nothing is visible before the commit. */
    Upload upload(Location object);

    /** Writes or replaces {@code to} by the present content of {@code from}; inside S3 no byte passes through here. */
    StoredObject copy(Location from, Location to);

    /** Does nothing when the object is absent. Folders stay, also empty ones. */
    void delete(Location object);

    /**
     * Deletes the object unless it was replaced meanwhile. In S3 that is one step; locally, and with servers that know no
     * conditions for deleting, one that is replaced in that very moment may go.
     *
     * @param version of the object that is meant, see {@link StoredObject}
     * @return false when there is no object of this version
     */
    boolean deleteIfCurrent(Location object, String version);

    /**
     * Deletes all objects below {@code folder}, unfinished local writes included, and locally the folders too. Symbolic
     * links inside are removed, not followed. Does nothing when the folder is absent.
     *
     * @throws dev.daybook.failure.DaybookException of kind REFUSED for the root folder and for a whole bucket
     */
    void deleteFolder(Location folder);
}
