package dev.daybook.table;

import dev.daybook.row.IdSet;
import dev.daybook.row.RowView;

/** Remembers the identities of all rows so far. For as many as memory has room for; see {@link SpilledRows} for more. */
final class SeenRows implements Distinction {

    private final RowIdentity identity;
    private final IdSet seen;
    private final long[] highs = new long[CandidateRows.MOST];
    private final long[] lows = new long[CandidateRows.MOST];

    /** Odd; 0 for a row that is like no other. */
    private final int[] tags = new int[CandidateRows.MOST];

    private final boolean[] staysAnyway = new boolean[CandidateRows.MOST];

    /** @param seen empty */
    SeenRows(boolean byContent, IdSet seen) {
        this.identity = new RowIdentity(byContent);
        this.seen = seen;
    }

    @Override
    public void judge(CandidateRows rows, RowView view) {
        int count = rows.size();
        for (int row = 0; row < count; row++) {
            rows.show(row, view);
            boolean isLikeOthers = identity.of(view);
            highs[row] = identity.high();
            lows[row] = identity.low();
            tags[row] = isLikeOthers ? identity.tag() : 0;
            staysAnyway[row] = rows.isPublished(row) && !view.hasId();
        }
        for (int row = 0; row < count; row++) {
            int earlier = tags[row] == 0 ? 0 : seen.add(highs[row], lows[row], tags[row]);
            rows.setVerdict(row, verdict(earlier, row));
        }
    }

    private Verdict verdict(int earlier, int row) {
        if (earlier == 0 || staysAnyway[row]) {
            return Verdict.STAYS;
        }
        return earlier == tags[row] ? Verdict.DUPLICATE : Verdict.CONFLICT;
    }
}
