package dev.daybook.http;

import java.time.Duration;

/** How time is let pass: a run that is told to stop ends it early by throwing. */
@FunctionalInterface
public interface Wait {

    void pass(Duration time);
}
