/** Jupyter notebooks, format 4.5, as they are: start with {@link dev.daybook.notebook.Notebook}. */
@NullMarked
package dev.daybook.notebook;

import org.jspecify.annotations.NullMarked;
