@NullMarked
package dev.daybook.execution;

import org.jspecify.annotations.NullMarked;
