package dev.daybook.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.daybook.failure.DaybookException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResumingInputStreamTests {

    private static final Location PLACE = Location.parse("s3://lake/digits", Path.of("/"));
    private static final String CONTENT = "0123456789";

    private final List<Long> reopenedAt = new ArrayList<>();

    @Test
    void goesOnAfterAnEarlyEnd() throws IOException {
        assertThat(readFrom(2, endingAfter(3, 2), position -> endingAfter(100, position)))
                .isEqualTo("23456789");
        assertThat(reopenedAt).containsExactly(5L);
    }

    @Test
    void goesOnAfterEveryBrokenConnection() throws IOException {
        assertThat(readFrom(0, breakingAfter(1, 0), position -> breakingAfter(1, position)))
                .isEqualTo(CONTENT);
        assertThat(reopenedAt).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void givesUpWhenNothingComesAnyMore() {
        assertThatExceptionOfType(DaybookException.class)
                .isThrownBy(() -> readFrom(0, breakingAfter(4, 0), position -> breakingAfter(0, position)))
                .withMessage("Reading s3://lake/digits broke off 5 times at byte 4 of 10: connection reset."
                        + " Check the network, then restart the run")
                .matches(failure -> failure.kind() == DaybookException.Kind.STORAGE);
        assertThat(reopenedAt).hasSize(4);
    }

    private String readFrom(long start, InputStream first, ResumingInputStream.Reopening reopening) throws IOException {
        try (InputStream in = new ResumingInputStream(PLACE, first, start, CONTENT.length(), position -> {
            reopenedAt.add(position);
            return reopening.from(position);
        })) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static InputStream endingAfter(int count, long position) {
        String rest = CONTENT.substring((int) position);
        return new ByteArrayInputStream(
                rest.substring(0, Math.min(count, rest.length())).getBytes(UTF_8));
    }

    private static InputStream breakingAfter(int count, long position) {
        return new SequenceInputStream(endingAfter(count, position), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        });
    }
}
