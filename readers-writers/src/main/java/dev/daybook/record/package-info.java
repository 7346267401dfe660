/**
 * Records cut out of text, whatever its format: blocks of them, encodings, positions that are those of the file. Start
 * with {@link dev.daybook.record.RecordReader}.
 */
@NullMarked
package dev.daybook.record;

import org.jspecify.annotations.NullMarked;
