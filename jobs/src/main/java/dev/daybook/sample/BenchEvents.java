package dev.daybook.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Deliveries for the compaction benchmark: packed files of some days, as many an hour, with events of the minutes before;
 * two orders to three clicks, all with ids, one in a hundred a repeat of an event up to some thousands before it.
 *
 * <p>Each event follows from the seed and its own number alone, so that files can be written in any order.
 */
public final class BenchEvents {

    private static final LocalDateTime START = LocalDateTime.of(2026, 3, 1, 0, 0);
    private static final DateTimeFormatter FOLDER = DateTimeFormatter.ofPattern("yyyy/MM/dd/HH");
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss");
    private static final long DAY_MILLIS = 86_400_000;
    private static final int DUPLICATES_OF = 100;
    private static final int REPEATED_WITHIN = 5_000;
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST = 512;
    private static final long STEP = 0xD1B54A32D192ED03L;
    private static final byte[] HEX = "0123456789abcdef".getBytes(UTF_8);
    private static final String[] ITEMS = {
        "margherita", "caesar salad", "tomato soup", "fish and chips", "green curry", "lasagne", "burger", "tiramisu",
        "espresso", "lemonade", "house wine", "garlic bread", "risotto", "ramen", "falafel", "cheesecake"
    };
    private static final String[] ELEMENTS = {"entree", "drink", "dessert", "starter", "side", "offer"};
    private static final String[] MENUS = {"restaurant_name", "lunch", "dinner", "drinks", "search", "favourites"};

    private final long events;
    private final long days;
    private final long seed;
    private final byte[] buffer = new byte[BUFFER];
    private int used;

    private BenchEvents(long events, long days, long seed) {
        this.events = events;
        this.days = days;
        this.seed = seed;
    }

    /**
     * Writes the deliveries below a folder.
     *
     * @param landing in which they lie in {@code clickstream-data/yyyy/MM/dd/HH}
     */
    public static void write(Path landing, long events, int files, int days, long seed) throws IOException {
        try {
            IntStream.range(0, files).parallel().forEach(file -> {
                try {
                    new BenchEvents(events, days, seed).writeFile(landing, file, files);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void writeFile(Path landing, int file, int files) throws IOException {
        long first = events * file / files;
        long behind = events * (file + 1) / files;
        LocalDateTime delivered = at(timeOf(behind - 1) + 1000);
        Path folder =
                Files.createDirectories(landing.resolve("clickstream-data").resolve(FOLDER.format(delivered)));
        Path place = folder.resolve("events-%s-%06d.gz".formatted(NAME.format(delivered), file));
        try (OutputStream out = new FastGzip(Files.newOutputStream(place))) {
            for (long event = first; event < behind; event++) {
                if (used > BUFFER - LONGEST) {
                    flush(out);
                }
                writeEvent(isRepeat(event) ? original(event) : event);
            }
            flush(out);
        }
    }

    private static final class FastGzip extends GZIPOutputStream {

        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    private static LocalDateTime at(long millis) {
        return START.plusNanos(millis * 1_000_000);
    }

    /** Milliseconds from the start; events come evenly. */
    private long timeOf(long event) {
        return (long) ((double) event / events * (days * DAY_MILLIS));
    }

    private boolean isRepeat(long event) {
        return event > 0 && Math.floorMod(SeededRandom.mix(seed + event * STEP), DUPLICATES_OF) == 0;
    }

    /** The nearest event at or before some earlier one that is no repeat itself. */
    private long original(long event) {
        long candidate =
                Math.max(0, event - 1 - Math.floorMod(SeededRandom.mix(~seed + event * STEP), REPEATED_WITHIN));
        while (isRepeat(candidate)) {
            candidate--;
        }
        return candidate;
    }

    private void writeEvent(long event) {
        SeededRandom random = new SeededRandom(SeededRandom.mix(event * STEP ^ seed));
        long time = Math.max(0, timeOf(event) - random.below(60_000));
        put("{\"eventId\":\"");
        putId(random);
        if (random.below(5) < 2) {
            put("\",\"timestamp\":\"");
            putTime(time, 'T');
            put('.');
            putDigits((int) (time % 1000), 3);
            put("Z\",\"menuItem\":\"");
            put(ITEMS[random.skewedBelow(ITEMS.length)]);
            put("\",\"quantity\":");
            putNumber(1 + random.skewedBelow(6));
            put(",\"price\":");
            putNumber(2 + random.below(28));
            put('.');
            putDigits(random.below(20) * 5, 2);
            put(",\"customerId\":\"c");
            putNumber(random.skewedBelow(200_000));
            put("\",\"restaurantId\":\"r");
            putNumber(random.below(120));
            put("\"}\n");
        } else {
            put("\",\"element_clicked\":\"");
            put(ELEMENTS[random.below(ELEMENTS.length)]);
            put('_');
            putNumber(1 + random.skewedBelow(20));
            put("\",\"time_spent\":");
            putNumber(random.skewedBelow(300));
            put(",\"source_menu\":\"");
            put(MENUS[random.below(MENUS.length)]);
            put("\",\"created_at\":\"");
            putTime(time, ' ');
            put("\"}\n");
        }
    }

    private void putId(SeededRandom random) {
        long high = random.nextLong();
        long low = random.nextLong();
        for (int digit = 0; digit < 32; digit++) {
            if (digit == 8 || digit == 12 || digit == 16 || digit == 20) {
                put('-');
            }
            long half = digit < 16 ? high : low;
            put((char) HEX[(int) (half >>> 60 - 4 * (digit & 15)) & 15]);
        }
    }

    private void putTime(long millis, char between) {
        long day = millis / DAY_MILLIS;
        LocalDateTime date = START.plusDays(day);
        int second = (int) (millis % DAY_MILLIS / 1000);
        putDigits(date.getYear(), 4);
        put('-');
        putDigits(date.getMonthValue(), 2);
        put('-');
        putDigits(date.getDayOfMonth(), 2);
        put(between);
        putDigits(second / 3600, 2);
        put(':');
        putDigits(second / 60 % 60, 2);
        put(':');
        putDigits(second % 60, 2);
    }

    private void putDigits(int number, int digits) {
        int rest = number;
        for (int i = used + digits - 1; i >= used; i--) {
            buffer[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        used += digits;
    }

    private void putNumber(int number) {
        if (number >= 10) {
            putNumber(number / 10);
        }
        put((char) ('0' + number % 10));
    }

    private void put(char ascii) {
        buffer[used++] = (byte) ascii;
    }

    private void put(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            buffer[used++] = (byte) ascii.charAt(i);
        }
    }

    private void flush(OutputStream out) throws IOException {
        out.write(buffer, 0, used);
        used = 0;
    }
}
