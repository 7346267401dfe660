/** Daybook's cells in the Java kernel rapaio-jupyter-kernel. */
@NullMarked
package dev.daybook.jupyter;

import org.jspecify.annotations.NullMarked;
