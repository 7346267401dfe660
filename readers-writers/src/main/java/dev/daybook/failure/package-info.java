/** The one exception Daybook throws for what a person can act on. Start with {@link dev.daybook.failure.DaybookException}. */
@NullMarked
package dev.daybook.failure;

import org.jspecify.annotations.NullMarked;
