/**
 * Public servers, as they cannot be reached from where the project is built: a {@link dev.daybook.standin.StandInServer}
 * serves a folder on this machine alone, wrongly where it is told to. For tests and the demo, never for a run of a job, which
 * {@code ArchitectureTests} holds.
 */
@NullMarked
package dev.daybook.standin;

import org.jspecify.annotations.NullMarked;
