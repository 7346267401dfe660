/** The application's entry. Start with {@link dev.daybook.DaybookApplication}. */
@NullMarked
package dev.daybook;

import org.jspecify.annotations.NullMarked;
