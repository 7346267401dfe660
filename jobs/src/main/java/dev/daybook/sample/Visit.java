package dev.daybook.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of the {@code visits} table as an import of the sample must produce it, without the columns the system adds.
 * Two equal visits are duplicates, however differently they are spelled in the export.
 *
 * @param details absent when nobody wrote anything
 * @param feedback absent for most {@link MeetingType#ADMIN} rows
 */
record Visit(
        LocalDate date,
        String customer,
        String salesperson,
        MeetingType type,
        String subject,
        @Nullable String details,
        @Nullable String feedback) {

    static final List<String> TABLE_COLUMNS = List.of(
            "visit_date",
            "customer_name",
            "salesperson",
            "meeting_type",
            "meeting_subject",
            "meeting_details",
            "vip_customer",
            "feedback",
            "legacy");

    /** Column by column in the order of the UTF-8 bytes, as a database with binary collation sorts; absent first. */
    static final Comparator<Visit> TABLE_ORDER = (left, right) -> {
        List<String> leftValues = left.tableValues();
        List<String> rightValues = right.tableValues();
        for (int column = 0; column < leftValues.size(); column++) {
            int order = Arrays.compareUnsigned(
                    leftValues.get(column).getBytes(UTF_8),
                    rightValues.get(column).getBytes(UTF_8));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    };

    /** In the order of {@link #TABLE_COLUMNS}; absent values are empty, since no text of the table is. */
    List<String> tableValues() {
        return List.of(
                date.toString(),
                customer,
                salesperson,
                type.name(),
                subject,
                Objects.requireNonNullElse(details, ""),
                "",
                Objects.requireNonNullElse(feedback, ""),
                "true");
    }

    String month() {
        return date.toString().substring(0, "yyyy-MM".length());
    }

    Visit withSubject(String otherSubject) {
        return new Visit(date, customer, salesperson, type, otherSubject, details, feedback);
    }

    Visit withDetails(String otherDetails) {
        return new Visit(date, customer, salesperson, type, subject, otherDetails, feedback);
    }
}
