/** Benchmarks anyone can run, against named peers. Start with {@link dev.daybook.bench.CsvImportBench}. */
@NullMarked
package dev.daybook.bench;

import org.jspecify.annotations.NullMarked;
