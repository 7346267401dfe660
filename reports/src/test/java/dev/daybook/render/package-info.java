@NullMarked
package dev.daybook.render;

import org.jspecify.annotations.NullMarked;
