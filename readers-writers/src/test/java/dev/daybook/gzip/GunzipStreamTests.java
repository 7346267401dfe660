package dev.daybook.gzip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Held against the JDK's stream: generated, cut off and damaged data. */
class GunzipStreamTests {

    /** What a stream gave, and how it ended: nothing for its end, or the kind of its failure. */
    private record Read(byte[] bytes, String end) {}

    private interface Opening {
        InputStream open(InputStream packed) throws IOException;
    }

    private final GunzipSpace space = new GunzipSpace();

    private InputStream open(InputStream packed) throws IOException {
        return new GunzipStream(packed, space);
    }

    private static Read read(byte[] packed, Opening opening, Random pieces) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream in = opening.open(new Dribble(packed, pieces))) {
            byte[] piece = new byte[70_000];
            int count;
            while ((count = in.read(piece, 3, 1 + pieces.nextInt(60_000))) >= 0) {
                bytes.write(piece, 3, count);
            }
            return new Read(bytes.toByteArray(), "");
        } catch (EOFException e) {
            return new Read(bytes.toByteArray(), "EOF");
        } catch (ZipException e) {
            return new Read(bytes.toByteArray(), "damaged");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Byte by byte, so that nothing before a failure is lost. */
    private static Read readByJdk(byte[] packed) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] piece = new byte[1];
            while (in.read(piece, 0, 1) >= 0) {
                bytes.write(piece[0]);
            }
            return new Read(bytes.toByteArray(), "");
        } catch (EOFException e) {
            return new Read(bytes.toByteArray(), "EOF");
        } catch (ZipException e) {
            return new Read(bytes.toByteArray(), "damaged");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Hands out a few bytes at a time. */
    private static final class Dribble extends InputStream {

        private final ByteArrayInputStream in;
        private final Random random;

        Dribble(byte[] bytes, Random random) {
            this.in = new ByteArrayInputStream(bytes);
            this.random = random;
        }

        @Override
        public int read() {
            return in.read();
        }

        @Override
        public int read(byte[] target, int from, int length) {
            int most = random.nextInt(4) == 0 ? 1 + random.nextInt(9) : 100_000;
            return in.read(target, from, Math.min(length, most));
        }
    }

    private static byte[] text(Random random, int length) {
        byte[] bytes = new byte[length];
        int kind = random.nextInt(6);
        if (kind == 0) {
            random.nextBytes(bytes);
        }
        for (int i = 0; i < length && kind > 0; i++) {
            int back = 1 + random.nextInt(kind * kind * kind * 150);
            boolean isRepeat = i > back && random.nextInt(20) > 0;
            if (isRepeat) {
                int run = Math.min(length - i, 3 + random.nextInt(kind == 1 ? 400 : 20));
                for (int j = 0; j < run; j++) {
                    bytes[i + j] = bytes[i + j - back];
                }
                i += run - 1;
            } else {
                bytes[i] = (byte) (kind == 2 ? random.nextInt(4) : 32 + random.nextInt(90));
            }
        }
        return bytes;
    }

    private static byte[] gzip(byte[] text, int level, int strategy) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed) {
            {
                def.setLevel(level);
                def.setStrategy(strategy);
            }
        }) {
            out.write(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return packed.toByteArray();
    }

    private static byte[] packed(Random random, int mostBytes) {
        byte[] text = text(random, random.nextInt(mostBytes));
        return gzip(text, random.nextInt(10), random.nextInt(3));
    }

    @ParameterizedTest
    @ValueSource(ints = {Deflater.DEFAULT_STRATEGY, Deflater.FILTERED, Deflater.HUFFMAN_ONLY})
    void whatWasPackedComesOut(int strategy) {
        Random random = new Random(strategy);
        for (int level = 0; level <= 9; level++) {
            for (int length : new int[] {0, 1, 2, 100, 65_535, 300_000, 1_500_000}) {
                byte[] text = text(random, length);
                Read read = read(gzip(text, level, strategy), this::open, random);
                assertThat(read.end()).isEmpty();
                assertThat(Arrays.equals(read.bytes(), text))
                        .as("level %d, %d bytes", level, length)
                        .isTrue();
            }
        }
    }

    @Test
    void membersFollowEachOtherAndWhatIsNoneIsPassedOver() throws IOException {
        Random random = new Random(3);
        for (int i = 0; i < 50; i++) {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int member = random.nextInt(5); member >= 0; member--) {
                byte[] text = text(random, random.nextInt(40_000));
                all.write(text);
                file.write(gzip(text, random.nextInt(10), 0));
            }
            file.write(new byte[random.nextInt(40)]);
            Read read = read(file.toByteArray(), this::open, random);
            assertThat(read.end()).isEmpty();
            assertThat(read.bytes()).isEqualTo(all.toByteArray());
        }
    }

    @Test
    void headersMayHaveNamesAndMore() {
        byte[] plain = gzip("some text".getBytes(UTF_8), 6, 0);
        byte[] head = {0x1f, (byte) 0x8b, 8, 4 | 8 | 16, 0, 0, 0, 0, 0, 0, 2, 0, 9, 9, 'n', 0, 'c', 'c', 0};
        byte[] file = Arrays.copyOf(head, head.length + plain.length - 10);
        System.arraycopy(plain, 10, file, head.length, plain.length - 10);
        assertThat(read(file, this::open, new Random(1)).bytes()).isEqualTo("some text".getBytes(UTF_8));
    }

    /** As much comes out as the JDK can make of it. */
    @Test
    void ofWhatIsCutOffAllComesOutThatIsThere() {
        Random random = new Random(7);
        for (int i = 0; i < 1_500; i++) {
            byte[] whole = packed(random, 6_000);
            byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length));
            Read expected = readByJdk(cut);
            Read read = read(cut, this::open, random);
            assertThat(read.end()).isEqualTo(expected.end()).isEqualTo("EOF");
            assertThat(read.bytes()).isEqualTo(expected.bytes());
        }
    }

    @Test
    void whatIsDamagedIsToldWhereTheJdkTellsIt() {
        Random random = new Random(9);
        int failed = 0;
        for (int i = 0; i < 4_000; i++) {
            byte[] packed = packed(random, 3_000);
            for (int damage = 1 + random.nextInt(3); damage > 0; damage--) {
                packed[random.nextInt(packed.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Read expected = readByJdk(packed);
            Read read = read(packed, this::open, random);
            failed += expected.end().isEmpty() ? 0 : 1;
            assertThat(read.end().isEmpty())
                    .as("round %d, JDK: %s", i, expected.end())
                    .isEqualTo(expected.end().isEmpty());
            int common = Math.min(read.bytes().length, expected.bytes().length);
            assertThat(Arrays.copyOf(read.bytes(), common)).isEqualTo(Arrays.copyOf(expected.bytes(), common));
        }
        assertThat(failed).isGreaterThan(3_000);
    }
}
