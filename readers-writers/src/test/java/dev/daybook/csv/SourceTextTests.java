package dev.daybook.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.daybook.csv.ReadRecord.Mark;
import dev.daybook.record.RecordBlock.Fault;
import dev.daybook.record.SourceText;
import dev.daybook.record.Utf8;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTextTests {

    private static byte[] bytes(String hex) {
        return HexFormat.ofDelimiter(" ").parseHex(hex);
    }

    private static String utf8(byte[] file, String charset) throws IOException {
        try (SourceText text = SourceText.of("a.csv", new ByteArrayInputStream(file), Charset.forName(charset), 0)) {
            byte[] all = text.stream().readAllBytes();
            return Utf8.display(all, 0, all.length);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "windows-1252,  61 81 62,                   a\\xFFb",
        "windows-1252,  80 e9,                      €é",
        "x-windows-950, a4 a4 ff a4 e5,             中\\xFF文",
        "x-windows-950, 80 61 b3 5c a8 7c,          \\xFFa許育",
        "x-windows-950, 61 a4,                      a\\xFF",
        "UTF-16LE,      61 00 3d d8 2c 00 62 00,    'a\\xFF\\xFF,b'",
        "UTF-16BE,      00 61 dc 00 00 62,          a\\xFF\\xFFb",
        "UTF-16LE,      61 00 62,                   a\\xFF",
        "UTF-16BE,      d8 3d de 00 00 61,          😀a",
        "UTF-32LE,      61 0 0 0 3d d8 0 0 62 0 0 0, a\\xFF\\xFF\\xFF\\xFFb",
        "GB18030,       81 30 81 0a 61,             '\\xFF\\xFF\\xFF\na'"
    })
    void everyByteThatCannotBeDecodedBecomesOneThatIsNoUtf8(String charset, String file, String text)
            throws IOException {
        byte[] given = bytes(file.replaceAll("(?<= )0(?= |$)", "00"));
        assertThat(utf8(given, charset)).isEqualTo(text.replace("\\n", "\n"));
    }

    /** Java's decoders report the byte behind a broken character as a part of it. */
    @ParameterizedTest
    @ValueSource(strings = {"x-windows-950", "Big5-HKSCS", "EUC-JP", "GB18030", "Shift_JIS", "EUC-KR", "GBK"})
    void aBrokenCharacterSwallowsNoLineEndQuoteOrDelimiter(String name) throws IOException {
        Charset charset = Charset.forName(name);
        String followers = "\n\r,\";\t";
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        StringBuilder expected = new StringBuilder();
        for (int lead = 0x80; lead < 0x100; lead++) {
            String letter = new String(new byte[] {(byte) lead}, charset);
            for (char next : followers.toCharArray()) {
                file.writeBytes(new byte[] {'a', (byte) lead, (byte) next, 'b'});
                expected.append('a')
                        .append(letter.equals("\ufffd") ? "\\xFF" : letter)
                        .append(next)
                        .append('b');
            }
        }
        assertThat(utf8(file.toByteArray(), name)).isEqualTo(expected.toString());
        assertThat(expected.toString().split("xFF")).hasSizeGreaterThan(followers.length() * 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1 << 16})
    void aCharacterMayBeCutBetweenTwoReads(int atMost) throws IOException {
        String text = "漢字😀,許\n".repeat(5000);
        for (String name : List.of("UTF-16LE", "UTF-16BE", "GB18030", "UTF-8")) {
            InputStream hesitant = new ByteArrayInputStream(text.getBytes(Charset.forName(name))) {
                @Override
                public synchronized int read(byte[] target, int from, int length) {
                    return super.read(target, from, Math.min(length, atMost));
                }
            };
            try (SourceText source = SourceText.of("a.csv", hesitant, Charset.forName(name), 0)) {
                assertThat(new String(source.stream().readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo(text);
            }
        }
    }

    @Test
    void readsByteByByteAsInBulk() throws IOException {
        InputStream in =
                SourceText.of("a", new ByteArrayInputStream(bytes("e9 81")), Charset.forName("windows-1252"), 0)
                        .stream();
        assertThat(List.of(in.read(), in.read(), in.read(), in.read())).containsExactly(0xc3, 0xa9, 0xff, -1);
        assertThat(in.read(new byte[1], 0, 0)).isZero();
        assertThat(in.read(new byte[1], 0, 1)).isEqualTo(-1);
    }

    @Test
    void aFileMayBeBrokenFromBeginningToEnd() throws IOException {
        byte[] file = new byte[1 << 20];
        Arrays.fill(file, (byte) 0x81);
        try (SourceText source =
                SourceText.of("a", new ByteArrayInputStream(file), Charset.forName("windows-1252"), 0)) {
            byte[] text = source.stream().readAllBytes();
            Arrays.fill(file, (byte) 0xff);
            assertThat(text).isEqualTo(file);
        }
    }

    @Test
    void closingTheTextClosesTheFile() throws IOException {
        boolean[] closed = new boolean[1];
        InputStream raw = new ByteArrayInputStream(new byte[0]) {
            @Override
            public void close() throws IOException {
                closed[0] = true;
                throw new IOException("disk gone");
            }
        };
        SourceText source = SourceText.of("a.csv", raw, StandardCharsets.UTF_16LE, 0);
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(source::close)
                .withMessageContaining("disk gone");
        assertThat(closed).containsExactly(true);
    }

    /**
     * Byte sequences that decode to nothing, as hexadecimal digits; in each encoding with one that would swallow what
     * follows.
     */
    private static final Map<String, List<String>> BROKEN = Map.of(
            "UTF-8", List.of("e9", "c3", "f0 9f", "ff"),
            "windows-1252", List.of("81", "8d 8f", "90"),
            "x-windows-950", List.of("ff", "80", "a4", "f9"),
            "UTF-16LE", List.of("3d d8", "00 dc"),
            "UTF-16BE", List.of("d8 3d", "dc 00 dc 00"));

    static Stream<String> brokenEncodings() {
        return BROKEN.keySet().stream().sorted();
    }

    /** Each line is assembled of bytes here, so its offset is known whatever becomes of it. */
    @ParameterizedTest
    @MethodSource("brokenEncodings")
    void offsetsStayRightBehindBrokenBytes(String name) throws IOException {
        Charset charset = Charset.forName(name);
        String letters = name.equals("windows-1252") ? "aé€" : name.equals("x-windows-950") ? "a許育" : "a漢😀";
        for (int seed = 0; seed < 15; seed++) {
            Random random = new Random(seed);
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            List<ReadRecord> expected = new ArrayList<>();
            for (int line = 1; line <= 40; line++) {
                long offset = file.size();
                StringBuilder first = new StringBuilder();
                for (int i = random.nextInt(5); i > 0; i--) {
                    add(file, first, random.nextInt(3) == 0, random, charset, letters);
                }
                file.write("\t".getBytes(charset));
                String second = letters.repeat(random.nextInt(3));
                file.write(("\"" + second + "\"").getBytes(charset));
                file.write(List.of("\n", "\r\n", "\r").get(random.nextInt(3)).getBytes(charset));
                expected.add(new ReadRecord(
                        offset,
                        line,
                        Fault.NONE,
                        List.of(new ReadRecord.Cell(first.toString(), false), new ReadRecord.Cell(second, true)),
                        first + "\t\"" + second + "\""));
            }
            Dialect dialect = new Dialect('\t', '"', Dialect.Escape.DOUBLED, false);
            for (int capacity : new int[] {16, 33, 100, 4096}) {
                List<Mark> marks = new ArrayList<>();
                byte[] bytes = file.toByteArray();
                assertThat(ReadRecord.readFrom(dialect, bytes, charset, capacity, new Mark(0, 0, 1), marks))
                        .as("seed %d, block of %d bytes", seed, capacity)
                        .isEqualTo(expected);
                Mark middle = marks.get(marks.size() / 2);
                assertThat(ReadRecord.readFrom(dialect, bytes, charset, capacity, middle, marks))
                        .as("seed %d, block of %d bytes from %s", seed, capacity, middle)
                        .isEqualTo(expected.subList(middle.records(), 40));
                assertThat(marks.get(marks.size() - 1)).isEqualTo(new Mark(40, bytes.length, 41));
            }
        }
    }

    private static void add(
            ByteArrayOutputStream file,
            StringBuilder text,
            boolean broken,
            Random random,
            Charset charset,
            String letters)
            throws IOException {
        if (!broken) {
            file.write(letters.getBytes(charset));
            text.append(letters);
            return;
        }
        List<String> sequences = BROKEN.get(charset.name());
        byte[] sequence = bytes(sequences.get(random.nextInt(sequences.size())));
        file.write(sequence);
        for (byte b : sequence) {
            text.append("\\x%02X".formatted(charset.equals(StandardCharsets.UTF_8) ? b & 0xff : 0xff));
        }
        // what follows a lead byte must not complete a character by chance
        file.write(".".getBytes(charset));
        text.append('.');
    }
}
