/** Charts: figures in, SVG and PNG out. Start with {@link dev.daybook.chart.Chart}. */
@NullMarked
package dev.daybook.chart;

import org.jspecify.annotations.NullMarked;
