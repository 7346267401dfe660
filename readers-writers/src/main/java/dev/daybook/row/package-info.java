/**
 * Typed rows as bytes: what passes between the parser of an input and the writer of a table without an object per row.
 * Start with {@link dev.daybook.row.RowLayout}.
 */
@NullMarked
package dev.daybook.row;

import org.jspecify.annotations.NullMarked;
