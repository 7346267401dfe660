package dev.daybook.parquet;

import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;

/**
 * A finished data page.
 *
 * @param rows values with nulls
 * @param uncompressedSize bytes before compression
 */
record Page(byte[] compressed, int uncompressedSize, int rows, Statistics<?> statistics, Encoding encoding) {}
