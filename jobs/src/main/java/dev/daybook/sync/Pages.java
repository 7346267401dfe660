package dev.daybook.sync;

import dev.daybook.http.Paging;
import org.jspecify.annotations.Nullable;

/**
 * How a document that comes in pages is read.
 *
 * @param total JSON pointer to the number of all rows; null where the server tells none
 * @param most more pages than this are an error
 */
public record Pages(Paging paging, @Nullable String total, int most) {}
