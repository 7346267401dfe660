package dev.daybook.http;

import org.jspecify.annotations.Nullable;

/**
 * What a server gave to tell versions of a document apart, as it wrote them. A weak ETag ({@code W/"…"}) is good enough to
 * ask by: it says that the content means the same.
 *
 * @param etag null when the server gave none
 * @param lastModified null when the server gave none
 */
public record Validators(@Nullable String etag, @Nullable String lastModified) {

    public static final Validators NONE = new Validators(null, null);

    /** Whether there is something to ask by. */
    public boolean isEmpty() {
        return etag == null && lastModified == null;
    }
}
