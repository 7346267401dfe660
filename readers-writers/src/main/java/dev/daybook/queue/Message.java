package dev.daybook.queue;

/**
 * A message somebody works on.
 *
 * @param id given to it when it was sent
 * @param receipt of this receipt: with it the message is deleted or hidden for longer
 * @param receiveCount how often it was received, this time included; approximate, as SQS says
 */
public record Message(String id, String receipt, String body, int receiveCount) {}
