package dev.daybook.notify;

import dev.daybook.failure.DaybookException;

/** A way notices go. Opened when the first one goes through it. */
interface Channel extends AutoCloseable {

    /**
     * Hands a notice over: it is on its way when this returns.
     *
     * @throws DaybookException when it was not taken; another one may be
     */
    void send(OutboxRow notice);

    @Override
    void close();
}
