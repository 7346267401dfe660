package dev.daybook.launch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Takes SIGTERM and SIGINT from the JVM, which would end with 143 or 130 whatever a shutdown hook does. */
public final class Signals implements AutoCloseable {

    private final Map<Signal, SignalHandler> before = new LinkedHashMap<>();

    /** @param first is told the name of the first signal, such as {@code SIGTERM}; later ones change nothing */
    public Signals(Consumer<String> first) {
        AtomicBoolean isReceived = new AtomicBoolean();
        for (String name : new String[] {"TERM", "INT"}) {
            Signal signal = new Signal(name);
            before.put(signal, Signal.handle(signal, received -> {
                if (isReceived.compareAndSet(false, true)) {
                    first.accept("SIG" + received.getName());
                }
            }));
        }
    }

    /** Gives the signals back. */
    @Override
    public void close() {
        before.forEach(Signal::handle);
    }
}
