package dev.daybook.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.feed.ParsedBlock.Counts;
import dev.daybook.feed.ParsedFile.Block;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A parser that goes on where another one's block ended gives what that one would have given. */
class ResumeTests {

    /** The longest record just fits. */
    private static final int SMALL = 48;

    /** Shorter than a record: a block has to grow. */
    private static final int TINY = 5;

    @TempDir
    private Path folder;

    /** Ways to write the same text. */
    enum Form {
        UTF_8("", "UTF-8", false),
        UTF_8_WITH_MARK("\ufeff", "UTF-8", false),
        UTF_16LE("\ufeff", "UTF-16LE", false),
        UTF_16BE("\ufeff", "UTF-16BE", false),
        WINDOWS_1252("", "windows-1252", false),
        GZIP("", "UTF-8", true),
        GZIP_OF_UTF_16("\ufeff", "UTF-16LE", true),
        GZIP_OF_WINDOWS_1252("", "windows-1252", true);

        private final String mark;
        private final Charset charset;
        private final boolean packed;

        Form(String mark, String charset, boolean packed) {
            this.mark = mark;
            this.charset = Charset.forName(charset);
            this.packed = packed;
        }

        Path write(Path file, String text) throws IOException {
            try (OutputStream out = Files.newOutputStream(file);
                    OutputStream packing = packed ? new GZIPOutputStream(out) : out) {
                packing.write((mark + text).getBytes(charset));
            }
            return file;
        }
    }

    private static String text() {
        StringBuilder text = new StringBuilder("Title\r\nWho,What,Size\r\n");
        for (int i = 0; i < 60; i++) {
            text.append(i % 7 == 0 ? "Zoë " + i : "").append(',');
            text.append(
                    switch (i % 6) {
                        case 0 -> "\"two\nlines €\"";
                        case 1 -> "“é”";
                        case 2 -> "\"\"\"quoted\"\"\"";
                        case 3 -> "\"x\r\n\r\ny\"";
                        default -> "plain";
                    });
            text.append(',').append(i % 11 == 5 ? "bad" : String.valueOf(i));
            text.append(i % 13 == 12 ? ",surplus" : "");
            text.append(i % 3 == 0 ? "\r\n" : i % 3 == 1 ? "\n" : "\r");
            text.append(i % 9 == 0 ? "\n,,\r\n" : "");
        }
        return text.toString();
    }

    private static Feed feed(Form form, String footer, boolean carry) {
        return TestFeeds.of("""
                encoding: {charset: %s}
                dialect: {preambleLines: 1, footer: '%s'}
                columns:
                  - {name: who, from: Who, type: string, nullable: true, carryForward: %s}
                  - {name: what, from: What, type: string}
                  - {name: size, from: Size, type: int}
                """.formatted(form.charset, footer, carry));
    }

    @ParameterizedTest
    @EnumSource
    void resumesBehindEveryBlockCarryingValues(Form form) throws IOException {
        ParsedFile whole = resumesBehindEveryBlock(feed(form, "^NEVER", true), form.write(folder.resolve("f"), text()));
        assertThat(whole.values("who")).doesNotContainNull();
    }

    @ParameterizedTest
    @EnumSource
    void resumesBehindEveryBlockInTheFooter(Form form) throws IOException {
        ParsedFile whole =
                resumesBehindEveryBlock(feed(form, ",39\\s*$", false), form.write(folder.resolve("f"), text()));
        assertThat(whole.counts().ignored()).isEqualTo(21);
    }

    @ParameterizedTest
    @EnumSource
    void resumesBehindEveryBlockWithSeveralThreads(Form form) throws IOException {
        String columns = """
                encoding: {charset: %s}
                dialect: {preambleLines: 1}
                unknownColumns: keep
                columns:
                  - {name: what, from: What, type: string}
                  - {name: size, from: Size, type: int}
                """;
        Feed feed = TestFeeds.of(columns.formatted(form.charset));
        ParsedFile whole = resumesBehindEveryBlock(feed, form.write(folder.resolve("f"), text()));
        assertThat(whole.feed().columns()).hasSize(3);
        assertThat(whole.values("who")).containsNull().contains("Zoë 7");
    }

    @Test
    void resumesWhereBytesCouldNotBeDecoded() throws IOException {
        StringBuilder text = new StringBuilder("Title\nWho,What,Size\n");
        for (int i = 0; i < 90; i++) {
            text.append("Zo\u00eb,")
                    .append(i % 3 == 0 ? "\u0081\u0090" : "x")
                    .append(',')
                    .append(i)
                    .append("\r\n");
        }
        Path file = folder.resolve("f");
        Files.write(file, text.toString().getBytes(StandardCharsets.ISO_8859_1));
        ParsedFile whole = resumesBehindEveryBlock(feed(Form.WINDOWS_1252, "^NEVER", true), file);
        assertThat(whole.counts().rejected()).isEqualTo(30);
    }

    private static ParsedFile resumesBehindEveryBlock(Feed feed, Path file) {
        resumesBehindEveryBlock(feed, file, TINY);
        return resumesBehindEveryBlock(feed, file, SMALL);
    }

    private static ParsedFile resumesBehindEveryBlock(Feed feed, Path file, int blockBytes) {
        ParsedFile whole = ParsedFile.of(feed, file, Map.of(), null, blockBytes);
        ParsedFile atOnce = ParsedFile.of(feed, file);
        assertThat(whole.values()).isEqualTo(atOnce.values());
        assertThat(whole.rejects()).isEqualTo(atOnce.rejects()).isNotEmpty();
        assertThat(whole.counts()).isEqualTo(atOnce.counts());
        assertThat(whole.blocks()).hasSizeGreaterThan(18);
        for (Block block : whole.blocks()) {
            ParsedFile rest = ParsedFile.of(feed, file, Map.of(), block.end(), blockBytes);
            assertThat(rest.rows())
                    .isEqualTo(whole.rows().subList(block.rows(), whole.rows().size()));
            assertThat(rest.rejects())
                    .isEqualTo(whole.rejects()
                            .subList(block.rejects(), whole.rejects().size()));
            assertThat(block.counts().plus(rest.counts())).isEqualTo(whole.counts());
            assertThat(rest.feed()).isEqualTo(whole.feed());
        }
        Block last = whole.blocks().get(whole.blocks().size() - 1);
        assertThat(ParsedFile.of(feed, file, Map.of(), last.end(), blockBytes).counts())
                .isEqualTo(Counts.NONE);
        return whole;
    }
}
