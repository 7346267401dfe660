/** What operators see and do: one service under every face. Start with {@link dev.daybook.ops.Executions}. */
@NullMarked
package dev.daybook.ops;

import org.jspecify.annotations.NullMarked;
