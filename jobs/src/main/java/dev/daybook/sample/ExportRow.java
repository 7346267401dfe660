package dev.daybook.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One row on its way into an export: values by header name, each with its own spelling.
 */
final class ExportRow {
    static final List<String> HEADER = List.of(
            "Date",
            "CustomerName",
            "Salesperson",
            "MeetingType",
            "MeetingSubject",
            "MeetingDetails",
            "Feedback",
            "Legacy");

    private final List<byte[]> fields = new ArrayList<>();

    ExportRow(Visit visit, String date) {
        List<String> values = List.of(
                date,
                visit.customer(),
                visit.salesperson(),
                visit.type().name(),
                visit.subject(),
                Objects.requireNonNullElse(visit.details(), ""),
                Objects.requireNonNullElse(visit.feedback(), ""),
                "TRUE");
        values.forEach(value -> fields.add(Csv.field(value).getBytes(UTF_8)));
    }

    /** Replaces a value; it is quoted if it needs to be. */
    ExportRow with(String column, String value) {
        return withText(column, Csv.field(value), UTF_8);
    }

    /** Replaces a field by exactly this text, quotes included or left out at the caller's will. */
    ExportRow withText(String column, String text, Charset charset) {
        fields.set(HEADER.indexOf(column), text.getBytes(charset));
        return this;
    }

    ExportRow keepFirst(int count) {
        fields.subList(count, fields.size()).clear();
        return this;
    }

    ExportRow keepLast(int count) {
        fields.subList(0, fields.size() - count).clear();
        return this;
    }

    /** Puts the padding inside the quotes of a quoted field: blanks between quote and comma mean different things. */
    ExportRow pad(String column, String before, String after) {
        int index = HEADER.indexOf(column);
        String field = new String(fields.get(index), UTF_8);
        boolean quoted = field.startsWith("\"");
        String padded =
                quoted ? "\"" + before + field.substring(1, field.length() - 1) + after + "\"" : before + field + after;
        fields.set(index, padded.getBytes(UTF_8));
        return this;
    }

    /** Without a line end. */
    byte[] bytes() {
        ByteArrayOutputStream row = new ByteArrayOutputStream();
        for (int index = 0; index < fields.size(); index++) {
            if (index > 0) {
                row.write(',');
            }
            row.writeBytes(fields.get(index));
        }
        return row.toByteArray();
    }
}
