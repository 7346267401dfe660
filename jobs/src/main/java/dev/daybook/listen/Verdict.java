package dev.daybook.listen;

/** What is to become of a message, from good to worse: of several things it tells the worst decides. */
enum Verdict {
    /** All it asks for is done, or was done before. */
    DONE,
    /** Nobody knows what to do with it. */
    UNKNOWN,
    /** A run has failed, or was refused; later it may not. */
    FAILED,
    /** This process is ending: whoever receives it next goes on. */
    STOPPED;

    Verdict or(Verdict other) {
        return compareTo(other) < 0 ? other : this;
    }
}
