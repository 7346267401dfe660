package dev.daybook.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashSet128Tests {

    private record Hash(long high, long low) {}

    /** Hashes drawn from few, so that many are met again; begins with those that are zero in part or wholly. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 1000, 100_000})
    void knowsWhatTheJdksSetKnows(int expected) {
        HashSet128 set = new HashSet128(expected);
        for (int round = 0; round < 3; round++) {
            Set<Hash> model = new HashSet<>();
            Random random = new Random(expected + round);
            int bound = round == 1 ? 50 : 30_000;
            int repeated = 0;
            for (int i = 0; i < 40_000; i++) {
                Hash hash =
                        i < 4 ? new Hash(i & 1, i >> 1) : new Hash(mix(random.nextInt(3)), mix(random.nextInt(bound)));
                boolean added = set.add(hash.high(), hash.low());
                assertThat(added).as("%s, number %d", hash, i).isEqualTo(model.add(hash));
                repeated += added ? 0 : 1;
            }
            assertThat(set.size()).isEqualTo(model.size());
            assertThat(repeated).isPositive();
            set.clear(round == 0 ? 10 : 200_000);
            assertThat(set.size()).isZero();
        }
    }

    private static long mix(int value) {
        return value * 0x9E3779B97F4A7C15L;
    }

    @Test
    void theHashOfZerosIsAHashLikeOthers() {
        HashSet128 set = new HashSet128(4);
        assertThat(set.add(0, 0)).isTrue();
        assertThat(set.size()).isEqualTo(1);
        assertThat(set.add(0, 0)).isFalse();
        assertThat(set.add(0, 1)).isTrue();
        assertThat(set.add(1, 0)).isTrue();
        assertThat(set.size()).isEqualTo(3);
        set.clear(4);
        assertThat(set.add(0, 0)).as("after clear").isTrue();
        assertThat(set.size()).isEqualTo(1);
    }

    @Test
    void tellsHashesApartThatWantTheSameSlot() {
        HashSet128 set = new HashSet128(0);
        for (int i = 0; i < 2000; i++) {
            assertThat(set.add(i, (long) i << 32)).isTrue();
        }
        for (int i = 0; i < 2000; i++) {
            assertThat(set.add(i, (long) i << 32)).isFalse();
            assertThat(set.add(i, (long) i + 1 << 32)).isTrue();
        }
        assertThat(set.size()).isEqualTo(4000);
    }
}
