/** Notebooks as documents: HTML that stands alone, and PDF. Start with {@link dev.daybook.render.Report}. */
@NullMarked
package dev.daybook.render;

import org.jspecify.annotations.NullMarked;
