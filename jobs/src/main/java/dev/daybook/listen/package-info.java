/**
 * From a message of a queue to a run: what messages tell, which job that concerns, and what becomes of the message. Runs
 * are done by processes of their own. Start with {@link dev.daybook.listen.Listener}.
 */
@NullMarked
package dev.daybook.listen;

import org.jspecify.annotations.NullMarked;
