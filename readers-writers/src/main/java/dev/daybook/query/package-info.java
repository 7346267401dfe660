/**
 * Reading tables by SQL, through DuckDB inside this process: current generations only, and nothing else on this machine.
 * Start with {@link dev.daybook.query.LakeQuery}.
 */
@NullMarked
package dev.daybook.query;

import org.jspecify.annotations.NullMarked;
