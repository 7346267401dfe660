/**
 * Loading a file into a table, as every file job does it: admit, stage, publish, file away, with the ledger's account of
 * it. Start with {@link dev.daybook.load.FileLoad}.
 */
@NullMarked
package dev.daybook.load;

import org.jspecify.annotations.NullMarked;
