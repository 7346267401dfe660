package dev.daybook.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.daybook.csv.Dialect.Escape;
import dev.daybook.failure.DaybookException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectTests {

    @Test
    void refusesCharactersThatCannotDoTheirWork() {
        assertRefused(
                '\n', '"', Escape.DOUBLED, "the delimiter must be one ASCII character that ends no line, found U+000A");
        assertRefused(
                '\0', '"', Escape.DOUBLED, "the delimiter must be one ASCII character that ends no line, found U+0000");
        assertRefused(
                ',', '“', Escape.DOUBLED, "the quote must be one ASCII character that ends no line, found U+201C");
        assertRefused(
                ',', '\r', Escape.DOUBLED, "the quote must be one ASCII character that ends no line, found U+000D");
        assertRefused(';', ';', Escape.DOUBLED, "delimiter and quote are both ';'");
        assertRefused('\\', '"', Escape.BACKSLASH, "a backslash cannot be delimiter or quote and escape as well");
        assertRefused(',', '\\', Escape.BACKSLASH, "a backslash cannot be delimiter or quote and escape as well");
    }

    private static void assertRefused(char delimiter, char quote, Escape escape, String message) {
        assertThatExceptionOfType(DaybookException.class)
                .isThrownBy(() -> new Dialect(delimiter, quote, escape, false))
                .withMessage(message)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(DaybookException.Kind.CONFIGURATION));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "DOUBLED,   `a\"\"b`,     `a\"b`",
                "DOUBLED,   `\"\"\"\"`,   `\"\"`",
                "DOUBLED,   `a\\\"\"`,    `a\\\"`",
                "BACKSLASH, `a\\\"b`,     `a\"b`",
                "BACKSLASH, `\\\\\\,\\n`, `\\,\\n`",
                "BACKSLASH, `a\\`,        `a\\`",
                "BACKSLASH, `a\"\"`,      `a\"\"`"
            })
    void resolvesEscapes(Escape escape, String written, String meant) {
        byte[] bytes = written.getBytes(UTF_8);
        byte[] target = new byte[bytes.length];
        int length = Escapes.resolve(new Dialect(',', '"', escape, false), bytes, 0, bytes.length, target);
        assertThat(new String(target, 0, length, UTF_8)).isEqualTo(meant);
    }

    @Test
    void withoutAQuoteABackslashBeforeANulStays() {
        byte[] bytes = {'\\', 0, '\\', ','};
        byte[] target = new byte[4];
        Dialect dialect = new Dialect(',', Dialect.NONE, Escape.BACKSLASH, false);
        assertThat(Escapes.resolve(dialect, bytes, 0, 4, target)).isEqualTo(3);
        assertThat(target).startsWith('\\', 0, ',');
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`plain`, `plain`",
                "``, ``",
                "`a,b`, `\"a,b\"`",
                "`a\"b`, `\"a\"\"b\"`",
                "`a\nb`, `\"a\nb\"`",
                "`a\rb`, `\"a\rb\"`",
                "`a;b`, `a;b`"
            })
    void quotesTextThatNeedsIt(String text, String quoted) {
        assertThat(Escapes.quote(text)).isEqualTo(quoted);
        String file = Escapes.quote(text) + "," + Escapes.quote(text) + "\n";
        assertThat(ReadRecord.texts(ReadRecord.readAll(Dialect.RFC_4180, file, 16)))
                .containsExactly(List.of(text, text));
    }
}
