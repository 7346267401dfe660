@NullMarked
package dev.daybook.chart;

import org.jspecify.annotations.NullMarked;
