/** The command line: one class per verb. Start with {@link dev.daybook.cli.DaybookCommand}. */
@NullMarked
package dev.daybook.cli;

import org.jspecify.annotations.NullMarked;
