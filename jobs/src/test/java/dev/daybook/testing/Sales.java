package dev.daybook.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of daily sales. */
public final class Sales {

    private Sales() {}

    /** One of price 2.50. */
    public static String sale(String order, String product, int quantity, String soldAt) {
        return "{\"order_id\":\"%s\",\"product_id\":\"%s\",\"quantity\":%d,\"price\":2.50,\"revenue\":%.2f,\"date\":\"%s\"}"
                .formatted(order, product, quantity, quantity * 2.5, soldAt);
    }

    /** Writes {@code sales-<date>.json} with an array of elements into a folder. */
    public static Path file(Path folder, String date, String... elements) {
        return write(folder.resolve("sales-" + date + ".json"), "[" + String.join(",\n", elements) + "]\n");
    }

    public static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
