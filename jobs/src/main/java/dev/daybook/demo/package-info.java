/** The demonstration: the scenes Daybook has to get right, on sample data, checked. Start with {@link dev.daybook.demo.Demo}. */
@NullMarked
package dev.daybook.demo;

import org.jspecify.annotations.NullMarked;
