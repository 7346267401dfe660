package dev.daybook.load;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Locale;

/**
 * Rows of a load by what became of them. Blank lines are no rows.
 *
 * @param read all rows of the file; {@code written + rejected + duplicate + ignored} when the load is complete
 * @param late those of days before the business date, among the written ones and the duplicates
 */
public record LoadCounts(long read, long written, long rejected, long duplicate, long ignored, long blank, long late) {

    public static final LoadCounts NONE = new LoadCounts(0, 0, 0, 0, 0, 0, 0);

    public LoadCounts plus(LoadCounts other) {
        return new LoadCounts(
                read + other.read,
                written + other.written,
                rejected + other.rejected,
                duplicate + other.duplicate,
                ignored + other.ignored,
                blank + other.blank,
                late + other.late);
    }

    /** Rows that are neither rejected nor ignored: they are staged, then written or found to be duplicates. */
    public long staged() {
        return read - rejected - ignored;
    }

    /** Follows from the others, so it is no field of its own where they are shown as JSON. */
    @JsonIgnore
    public boolean isConserved() {
        return read == written + rejected + duplicate + ignored;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d read = %,d written + %,d rejected + %,d duplicate + %,d ignored; %,d blank%s",
                read,
                written,
                rejected,
                duplicate,
                ignored,
                blank,
                late == 0 ? "" : String.format(Locale.ROOT, ", %,d late", late));
    }
}
