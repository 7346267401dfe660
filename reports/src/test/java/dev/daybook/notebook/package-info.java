@NullMarked
package dev.daybook.notebook;

import org.jspecify.annotations.NullMarked;
