package dev.daybook.sample;

import java.util.Collections;
import java.util.List;

/**
 * SplitMix64. Integers only, so that a seed gives the same sequence on every JDK and processor.
 */
final class SeededRandom {
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private long state;

    SeededRandom(long seed) {
        state = seed;
    }

    long nextLong() {
        state += STEP;
        return mix(state);
    }

    static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** From 0 to {@code bound - 1}, all equally likely. */
    int below(int bound) {
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    /** From 0 to {@code bound - 1}, small numbers far more often, as with customers: few buy much, many buy little. */
    int skewedBelow(int bound) {
        return below(below(bound) + 1);
    }

    boolean oneIn(int times) {
        return below(times) == 0;
    }

    <T> T pick(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    void shuffle(List<?> list) {
        for (int last = list.size() - 1; last > 0; last--) {
            Collections.swap(list, last, below(last + 1));
        }
    }
}
