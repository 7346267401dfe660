package dev.daybook.jobs.clickstream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Objects with events in a landing zone on the local disk. */
final class Deliveries {

    private final Path landing;

    Deliveries(Path landing) {
        this.landing = landing;
    }

    /** An order at a time such as {@code 2026-03-01T10:00:00Z}; one without an id if that is null. */
    static String order(String id, String time, String item, int quantity) {
        return "{%s\"timestamp\":\"%s\",\"menuItem\":\"%s\",\"quantity\":%d,\"price\":2.50,\"customerId\":\"c1\",\"restaurantId\":\"r1\"}"
                .formatted(idOf(id), time, item, quantity);
    }

    /** A click at a time such as {@code 2026-03-01 10:00:00}. */
    static String click(String id, String time, String element, int seconds) {
        return "{%s\"element_clicked\":\"%s\",\"time_spent\":%d,\"source_menu\":\"lunch\",\"created_at\":\"%s\"}"
                .formatted(idOf(id), element, seconds, time);
    }

    private static String idOf(String id) {
        return id == null ? "" : "\"eventId\":\"" + id + "\",";
    }

    /** @param hour such as {@code 2026/03/01/10} */
    Path plain(String hour, String name, String... events) {
        return write(hour, name, (String.join("\n", events) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    Path packed(String hour, String name, String... events) {
        return write(hour, name, gzip((String.join("\n", events) + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    Path write(String hour, String name, byte[] content) {
        try {
            Path file = landing.resolve("clickstream-data").resolve(hour).resolve(name);
            Files.createDirectories(file.getParent());
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
