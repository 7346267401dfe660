/**
 * Run leases: who may work on what, told by the clock of the database, so that a run has one worker and a worker that
 * wakes up late changes nothing. Start with {@link dev.daybook.lease.RunLease}.
 */
@NullMarked
package dev.daybook.lease;

import org.jspecify.annotations.NullMarked;
