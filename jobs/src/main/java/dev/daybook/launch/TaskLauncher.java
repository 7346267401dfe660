package dev.daybook.launch;

/**
 * Has runs done by other processes: whoever serves or listens starts them this way, and never runs a job itself. What
 * became of a run is told by the exit code of its process, and in full by the database.
 */
public interface TaskLauncher {

    /**
     * Starts a process that runs a request.
     *
     * @throws dev.daybook.failure.DaybookException of kind UPSTREAM when it cannot be started
     */
    Task launch(TaskRequest request);

    /** A process that was started. */
    interface Task {

        /** Where to find it, for log lines, such as {@code process 4711}. */
        String name();

        /**
         * Waits for its end.
         *
         * @return its exit code, see {@link ExitCode}; others mean that it did not come to answer, as when it was killed
         * @throws dev.daybook.failure.DaybookException of kind UPSTREAM when that cannot be known
         */
        int await() throws InterruptedException;

        /** Tells it to stop as SIGTERM does: its run ends at the next border of a chunk, and can be gone on with. */
        void stop();

        /** Ends it at once; what it has committed stays. */
        void kill();
    }
}
