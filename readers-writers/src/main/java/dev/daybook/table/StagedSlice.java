package dev.daybook.table;

import dev.daybook.store.Location;

/**
 * Rows of one partition inside a segment file.
 *
 * @param partition the partition's value
 * @param offset of the rows in the file, in bytes
 * @param checksum CRC-32C of the rows
 */
record StagedSlice(Location segment, String partition, long offset, int length, int rows, int checksum) {}
