package dev.daybook.table;

import dev.daybook.parquet.FileProof;
import dev.daybook.store.Location;

/** A file of a generation, and what was encoded into it. */
record DataFile(Location location, FileProof proof) {}
