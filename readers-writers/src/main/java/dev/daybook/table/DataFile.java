package dev.daybook.table;

import dev.daybook.parquet.FileProof;
import dev.daybook.store.Location;

/**
 * A file of a generation, and what was encoded into it.
 *
 * @param checksum CRC-32C of the file, in hexadecimal digits
 */
record DataFile(Location location, FileProof proof, String checksum) {

    CommitRecord.FileEntry entry() {
        return new CommitRecord.FileEntry(
                location.name(),
                proof.rows(),
                proof.bytes(),
                checksum,
                proof.columns().stream()
                        .map(c -> CommitRecord.SumEntry.of(c.name(), c.nulls(), c.sum()))
                        .toList());
    }
}
