/**
 * From a request to a run: what jobs there are, whether one is admitted, how it ended. Start with
 * {@link dev.daybook.launch.JobDefinition}.
 */
@NullMarked
package dev.daybook.launch;

import org.jspecify.annotations.NullMarked;
