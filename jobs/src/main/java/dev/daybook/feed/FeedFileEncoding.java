package dev.daybook.feed;

import dev.daybook.failure.DaybookException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads what a feed file says of the encoding of its files. */
final class FeedFileEncoding {

    private FeedFileEncoding() {}

    static Feed.Encoding read(@Nullable YamlMap map) {
        if (map == null) {
            return new Feed.Encoding(StandardCharsets.UTF_8, null, false);
        }
        Malformed malformed = map.choice("malformed", Malformed.REJECT_ROW, Malformed.values());
        Feed.Encoding encoding = new Feed.Encoding(
                map.has("charset")
                        ? map.convert("charset", "a charset", FeedFileEncoding::charset)
                        : StandardCharsets.UTF_8,
                map.has("fallback") ? map.convert("fallback", "a charset", FeedFileEncoding::charset) : null,
                malformed == Malformed.REJECT_FILE);
        map.end();
        return encoding;
    }

    private enum Malformed {
        REJECT_ROW,
        REJECT_FILE
    }

    /** Positions in the file are found by encoding text again, which takes a charset without states between characters. */
    private static Charset charset(String name) {
        Charset charset = Charset.forName(name);
        if (charset.equals(StandardCharsets.UTF_16)) {
            return StandardCharsets.UTF_16BE;
        }
        if (!charset.canEncode()
                || charset.encode("ああ").remaining() != 2 * charset.encode("あ").remaining()) {
            throw DaybookException.configuration("the charset %s is not supported".formatted(name));
        }
        return charset;
    }
}
