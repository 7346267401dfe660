package dev.daybook.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Small exports of the visit log, written row by row. */
public final class Visits {

    public static final String HEADER =
            "Date,CustomerName,Salesperson,MeetingType,MeetingSubject,MeetingDetails,Feedback,Legacy";

    private Visits() {}

    /** A good row: whom it was about tells it from others. */
    public static String row(String date, String customer) {
        return date + "," + customer + ",Amelia Hartley,MEETING,Prices,Wants a quote,Good,TRUE";
    }

    /** A row whose meeting type is none. */
    public static String badRow(String date, String customer) {
        return date + "," + customer + ",Amelia Hartley,LUNCH,Prices,Wants a quote,Good,TRUE";
    }

    public static Path file(Path place, String... rows) {
        return file(place, List.of(rows));
    }

    /** Writes the header and the rows. */
    public static Path file(Path place, List<String> rows) {
        return text(place, HEADER + "\r\n" + (rows.isEmpty() ? "" : String.join("\r\n", rows) + "\r\n"));
    }

    public static Path text(Path place, String text) {
        try {
            Files.createDirectories(place.getParent());
            return Files.write(place, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
