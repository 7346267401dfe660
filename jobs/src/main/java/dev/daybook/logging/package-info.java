/** How log lines look. Start with {@link dev.daybook.logging.LogConfigurator}. */
@NullMarked
package dev.daybook.logging;

import org.jspecify.annotations.NullMarked;
