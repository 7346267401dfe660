package dev.daybook.execution;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Notes what ends threads that cells have started. */
final class UncaughtExceptions {

    private final AtomicReference<@Nullable Throwable> first = new AtomicReference<>();

    UncaughtExceptions() {
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> first.compareAndSet(null, thrown));
    }

    void clear() {
        first.set(null);
    }

    @Nullable
    Throwable first() {
        return first.get();
    }
}
