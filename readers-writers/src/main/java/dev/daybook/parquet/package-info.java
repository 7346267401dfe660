/**
 * Parquet files, written column by column straight from batches of rows. Start with
 * {@link dev.daybook.parquet.ParquetRowWriter}.
 */
@NullMarked
package dev.daybook.parquet;

import org.jspecify.annotations.NullMarked;
