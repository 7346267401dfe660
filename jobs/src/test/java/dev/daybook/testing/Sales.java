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

    /** Writes {@code catalogue-<date>.csv} into a folder, with products such as {@code D1,2.50}. */
    public static Path catalogue(Path folder, String date, String... products) {
        StringBuilder csv = new StringBuilder("product_id,name,manufacturer,type,interface,storage,size,read_speed,"
                + "write_speed,warranty,price,instock,description\n");
        for (String product : products) {
            String[] parts = product.split(",", 2);
            csv.append("%s,Disk %s,Tern,SSD,SATA,512GB,2.5,560,530,2 years,%s,10,%n"
                    .formatted(parts[0], parts[0], parts[1]));
        }
        return write(folder.resolve("catalogue-" + date + ".csv"), csv.toString());
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
