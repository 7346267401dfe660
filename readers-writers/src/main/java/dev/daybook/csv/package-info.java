/** Delimited text as it is found in the wild. Start with {@link dev.daybook.csv.Dialect#reader}. */
@NullMarked
package dev.daybook.csv;

import org.jspecify.annotations.NullMarked;
