package dev.daybook.feed;

import dev.daybook.feed.RecordCheck.Fault;
import dev.daybook.feed.Reject.Rule;
import dev.daybook.record.RecordBlock;
import dev.daybook.row.RowBuffer;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the feed says of a row beyond its columns each by itself: values another table has to have, amounts, and the end
 * of the business date. Not thread-safe.
 */
final class RowRules {

    private static final long DAY_MILLIS = 86_400_000;

    private final HeaderPlan plan;
    private final Map<ColumnReader, Map<String, Optional<BigDecimal>>> known = new HashMap<>();
    private final @Nullable AmountRule amount;
    private final @Nullable ColumnReader dated;
    private final long earliest;
    private boolean isLate;
    private long late;
    private final @Nullable EventForms forms;
    private long latest;

    /** @param date the business date; null for a feed without one */
    RowRules(HeaderPlan plan, ColumnReader[] columns, @Nullable LocalDate date) {
        this.plan = plan;
        Feed feed = plan.feed();
        String catalogue = feed.amount() == null ? null : feed.amount().catalogue();
        for (ColumnReader column : columns) {
            String reference = column.column().references();
            if (reference != null) {
                String[] parts = reference.split("\\.");
                known.put(column, feed.tables().values(parts[0], parts[1], catalogue, date));
            }
        }
        this.amount = feed.amount() == null ? null : amountRule(feed.amount(), columns);
        Delivery delivery = feed.delivery();
        Events events = feed.events();
        this.forms = events == null || events.forms().isEmpty() ? null : new EventForms(plan, columns, events);
        String until =
                events != null ? feed.partition().from() : delivery == null || date == null ? null : delivery.column();
        this.dated = until == null ? null : named(columns, until);
        this.earliest = date == null ? Long.MIN_VALUE : date.toEpochDay() * DAY_MILLIS;
        this.latest = delivery == null || date == null
                ? Long.MAX_VALUE
                : (date.toEpochDay() + 1) * DAY_MILLIS + delivery.tolerance().toMillis();
    }

    private AmountRule amountRule(Amount of, ColumnReader[] columns) {
        ColumnReader key =
                of.catalogue() == null ? null : known.keySet().iterator().next();
        return new AmountRule(
                of,
                named(columns, of.total()),
                named(columns, of.quantity()),
                named(columns, of.price()),
                key,
                key == null ? Map.of() : known.getOrDefault(key, Map.of()));
    }

    private static ColumnReader named(ColumnReader[] columns, String name) {
        return Arrays.stream(columns)
                .filter(c -> c.column().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Rows from here on may be as late as this, in milliseconds since 1970-01-01T00:00 in the feed's zone. */
    void setLatest(long before) {
        latest = before;
    }

    /** Looks at a record as a whole, before its columns are appended. */
    void read(RecordBlock block, int record) {
        isLate = false;
        if (amount != null) {
            amount.read(plan, block, record);
        }
    }

    /** Appends a column's value; null when that went well, or the rule it breaks. */
    @Nullable
    Rule append(ColumnReader column, RecordBlock block, int record, RowBuffer row) {
        if (amount != null && amount.appendFilled(column, row)) {
            return null;
        }
        Rule broken = column.append(block, record, row);
        if (broken != null) {
            return broken;
        }
        if (column == dated && !column.isNull()) {
            long time = ((DateConverter) column.converter()).lastTime();
            isLate = time < earliest;
            if (time >= latest) {
                return Rule.RANGE;
            }
        }
        Map<String, Optional<BigDecimal>> values = known.isEmpty() ? null : known.get(column);
        boolean isUnknown = values != null && !column.stored().isEmpty() && !values.containsKey(column.stored());
        return isUnknown ? Rule.UNKNOWN : null;
    }

    /** Begins to count late records from none. */
    void countAnew() {
        late = 0;
    }

    /** Counts the record appended last if it is of a day before the business date. */
    void accept() {
        late += isLate ? 1 : 0;
    }

    long late() {
        return late;
    }

    /** What is wrong with the record appended last to {@code row}, each of whose columns is right. */
    @Nullable
    Fault fault(RowBuffer row) {
        Fault fault = forms == null ? null : forms.fault(row.present());
        return fault != null || amount == null ? fault : amount.fault();
    }

    /** What should have been in a column, for messages. */
    String expected(ColumnReader column, Rule broken) {
        if (broken == Rule.REQUIRED) {
            return "a value";
        }
        if (broken == Rule.UNKNOWN) {
            return "a value of " + column.column().references();
        }
        boolean isLate = column == dated && ((DateConverter) column.converter()).lastTime() >= latest;
        return broken == Rule.RANGE && isLate
                ? "a time before " + Instant.ofEpochMilli(latest).toString().replace("Z", "")
                : column.converter().expected(broken);
    }
}
