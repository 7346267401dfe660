package dev.daybook.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ColumnProofTests {

    @Test
    void sumsAreExactHoweverWideTheyGet() {
        Random random = new Random(1);
        for (int round = 0; round < 20; round++) {
            ColumnProof proof = new ColumnProof();
            BigInteger expected = BigInteger.ZERO;
            for (int i = 0; i < 1000; i++) {
                long value = switch (random.nextInt(5)) {
                    case 0 -> Long.MAX_VALUE;
                    case 1 -> Long.MIN_VALUE;
                    case 2 -> -1;
                    default -> round % 2 == 0 ? random.nextLong() : random.nextLong() >>> 1;
                };
                proof.add(value);
                expected = expected.add(BigInteger.valueOf(value));
                assertThat(proof.sum()).isEqualTo(expected);
            }
            assertThat(expected.bitLength()).isGreaterThan(64);
        }
    }

    @Test
    void countsNullsAndBeginsWithNothing() {
        ColumnProof proof = new ColumnProof();
        assertThat(proof.sum()).isZero();
        assertThat(proof.nulls()).isZero();
        proof.addNulls(3);
        proof.addNulls(0);
        proof.addNulls(20_000);
        assertThat(proof.nulls()).isEqualTo(20_003);
    }
}
