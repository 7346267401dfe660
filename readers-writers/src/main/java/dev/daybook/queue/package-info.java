/**
 * Message queues: Amazon SQS and servers that speak like it. A message is hidden while somebody works on it, comes back
 * unless it is deleted, and ends in the dead-letter queue. Start with {@link dev.daybook.queue.MessageQueue}.
 */
@NullMarked
package dev.daybook.queue;

import org.jspecify.annotations.NullMarked;
