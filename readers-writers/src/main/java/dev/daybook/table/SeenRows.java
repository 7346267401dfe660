package dev.daybook.table;

import dev.daybook.row.IdSet;
import dev.daybook.row.RowView;

/** Remembers the identities of all rows so far. For as many as memory has room for; see {@link SpilledRows} for more. */
final class SeenRows implements Distinction {

    private final RowIdentity identity;
    private final IdSet seen;

    SeenRows(boolean byContent, int expected) {
        identity = new RowIdentity(byContent);
        seen = new IdSet(expected);
    }

    @Override
    public Verdict of(RowView row, boolean isPublished) {
        if (!identity.of(row)) {
            return Verdict.STAYS;
        }
        int earlier = seen.add(identity.high(), identity.low(), identity.tag());
        if (earlier == 0 || isPublished && !row.hasId()) {
            return Verdict.STAYS;
        }
        return earlier == identity.tag() ? Verdict.DUPLICATE : Verdict.CONFLICT;
    }
}
