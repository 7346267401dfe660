/** The lake as analysts see it: current generations, ready to be queried. Start with {@link dev.daybook.lake.Lake}. */
@NullMarked
package dev.daybook.lake;

import org.jspecify.annotations.NullMarked;
