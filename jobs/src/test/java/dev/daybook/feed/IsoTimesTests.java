package dev.daybook.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is read by minutes that were met against what the formats themselves read. */
class IsoTimesTests {

    private static final List<DatePattern> FORMATS = Stream.of(
                    "yyyy-MM-dd'T'HH:mm:ss.SX",
                    "yyyy-MM-dd'T'HH:mm:ssX",
                    "yyyy-MM-dd HH:mm:ss",
                    "dd.MM.yyyy HH:mm",
                    "yyyy-MM-dd HH:mm:ss.S")
            .map(DatePattern::new)
            .toList();
    private static final String DAMAGE = "0159.:-TZ+ x\u0000";

    private final DateFields fields = new DateFields();
    private DatePattern read;

    private long readByFormats(byte[] text) {
        for (DatePattern format : FORMATS) {
            long time = format.parse(fields, text, 0, text.length, 2000, 1970);
            if (time != DatePattern.NO_MATCH) {
                read = format;
                return time;
            }
        }
        return DatePattern.NO_MATCH;
    }

    private static String text(Random random) {
        String text = "2026-0%d-%02d%s%02d:%02d:%02d"
                .formatted(
                        1 + random.nextInt(3),
                        1 + random.nextInt(31),
                        random.nextBoolean() ? "T" : " ",
                        random.nextInt(3),
                        random.nextInt(4),
                        random.nextInt(60));
        if (random.nextInt(3) > 0) {
            text += "." + "123456789012".substring(0, 1 + random.nextInt(12));
        }
        text += random.nextInt(3) > 0 ? "Z" : random.nextInt(3) > 0 ? "" : "+02:00";
        if (random.nextInt(4) == 0) {
            int place = random.nextInt(text.length());
            text = text.substring(0, place)
                    + DAMAGE.charAt(random.nextInt(DAMAGE.length()))
                    + text.substring(place + 1);
        }
        return text;
    }

    @Test
    void whatIsReadIsWhatTheFormatsReadByTheSameFormat() {
        IsoTimes times = new IsoTimes(FORMATS);
        Random random = new Random(11);
        int found = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] text = text(random).getBytes(UTF_8);
            long time = times.find(text, 0, text.length);
            long expected = readByFormats(text);
            if (time != DatePattern.NO_MATCH) {
                found++;
                assertThat(time).as(new String(text, UTF_8)).isEqualTo(expected);
                assertThat(times.format()).isSameAs(read);
            } else if (expected != DatePattern.NO_MATCH) {
                times.put(text, 0, text.length, expected, read);
            }
        }
        assertThat(found).isGreaterThan(20_000);
    }

    @Test
    void formatsBehindOneOfAnotherKindAreLeftAlone() {
        IsoTimes times = new IsoTimes(FORMATS);
        byte[] text = "2026-03-01 10:12:31.5".getBytes(UTF_8);
        times.put(text, 0, text.length, 1, FORMATS.get(4));
        assertThat(times.find(text, 0, text.length)).isEqualTo(DatePattern.NO_MATCH);
    }
}
