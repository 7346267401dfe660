package dev.daybook.notify;

import dev.daybook.queue.MessageQueue;
import dev.daybook.queue.QueueSettings;

/** A queue of SQS, whose messages are the bodies of notices. */
final class QueueChannel implements Channel {

    private final MessageQueue queue;

    QueueChannel(QueueSettings settings) {
        this.queue = MessageQueue.open(settings);
    }

    @Override
    public void send(OutboxRow notice) {
        queue.send(notice.body(), notice.job(), notice.messageId());
    }

    @Override
    public void close() {
        queue.close();
    }
}
