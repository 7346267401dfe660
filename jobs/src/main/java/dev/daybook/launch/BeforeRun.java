package dev.daybook.launch;

/** Something to be put right before a request is admitted, such as what a dead process left half done. */
@FunctionalInterface
public interface BeforeRun {

    void run();
}
