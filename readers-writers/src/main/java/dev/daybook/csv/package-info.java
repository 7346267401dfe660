/**
 * Delimited text as it is found in the wild: dialects, encodings, positions that are those of the file. Start with
 * {@link dev.daybook.csv.RecordReader}.
 */
@NullMarked
package dev.daybook.csv;

import org.jspecify.annotations.NullMarked;
