package dev.daybook.queue;

import org.jspecify.annotations.Nullable;

/**
 * A queue as it is set up, and how full it was at one moment, approximately.
 *
 * @param waiting messages that can be received
 * @param hidden messages somebody works on, or that were returned for later
 * @param maxReceiveCount after so many receipts a message goes to the dead-letter queue; null when there is none
 */
public record QueueState(int waiting, int hidden, @Nullable Integer maxReceiveCount) {}
