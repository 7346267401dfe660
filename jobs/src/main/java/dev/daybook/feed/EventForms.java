package dev.daybook.feed;

import dev.daybook.feed.RecordCheck.Fault;
import dev.daybook.feed.Reject.Rule;
import dev.daybook.row.RowLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells by the columns an event has whether it is of one of its feed's forms. */
final class EventForms {

    private final HeaderPlan plan;
    private final List<ColumnReader> columns;
    private final RowLayout layout;
    private final long[] forms;
    private final long all;

    EventForms(HeaderPlan plan, ColumnReader[] columns, Events events) {
        this.plan = plan;
        this.columns = List.of(columns);
        this.layout = plan.feed().schema().layout();
        this.forms = events.forms().stream().mapToLong(this::bits).toArray();
        long bits = 0;
        for (long form : forms) {
            bits |= form;
        }
        this.all = bits;
    }

    private long bits(List<String> form) {
        long bits = 0;
        for (String column : form) {
            bits |= 1L << layout.indexOf(column);
        }
        return bits;
    }

    /** @param present columns that have a value, one bit each */
    @Nullable
    Fault fault(long present) {
        long found = present & all;
        long nearest = forms[0];
        for (long form : forms) {
            if (form == found) {
                return null;
            }
            nearest = Long.bitCount(form & found) > Long.bitCount(nearest & found) ? form : nearest;
        }
        long missing = nearest & ~found;
        return missing != 0
                ? new Fault(
                        headerOf(missing),
                        Rule.REQUIRED,
                        "a value, as others of " + namesOf(nearest) + " have",
                        "nothing")
                : new Fault(
                        headerOf(found & ~nearest), Rule.FIELD_COUNT, "no more than " + namesOf(nearest), "a value");
    }

    private String headerOf(long bits) {
        return namesOf(Long.lowestOneBit(bits));
    }

    private String namesOf(long bits) {
        List<String> names = new ArrayList<>();
        for (ColumnReader column : columns) {
            if ((bits >>> layout.indexOf(column.column().name()) & 1) != 0) {
                names.add(plan.headerOf(column));
            }
        }
        return String.join(", ", names);
    }
}
