/**
 * Tables: partitions, generations of which one is current, and how a new one is published. Start with
 * {@link dev.daybook.table.Publisher}.
 */
@NullMarked
package dev.daybook.table;

import org.jspecify.annotations.NullMarked;
