@NullMarked
package dev.daybook.reporting;

import org.jspecify.annotations.NullMarked;
