package dev.daybook.sample;

/**
 * What can be odd about a line of the export, and how many of them {@link LegacyVisits} writes. A row has one oddity.
 */
enum RowKind {
    /** {@code 5" disk} without quotes around the value. */
    STRAY_QUOTE(14, Outcome.WRITTEN),
    DOUBLED_QUOTES(45, Outcome.WRITTEN),
    QUOTED_LF(38, Outcome.WRITTEN),
    QUOTED_CRLF(52, Outcome.WRITTEN),
    QUOTED_CR(3, Outcome.WRITTEN),
    PADDED_WITH_BLANKS(310, Outcome.WRITTEN),
    PADDED_WITH_NO_BREAK_SPACES(7, Outcome.WRITTEN),

    /** The bytes of an earlier row. */
    COPY(64, Outcome.DUPLICATE),
    /** The values of an earlier row with the other form of the date and other blanks. */
    RESPELLED_COPY(23, Outcome.DUPLICATE),

    IMPOSSIBLE_DATE(13, Outcome.REJECTED),
    UNKNOWN_MEETING_TYPE(12, Outcome.REJECTED),
    MISSPELT_FEEDBACK(12, Outcome.REJECTED),
    MISSING_CUSTOMER(11, Outcome.REJECTED),
    MISSING_DATE(9, Outcome.REJECTED),
    TOO_FEW_FIELDS(10, Outcome.REJECTED),
    TOO_MANY_FIELDS(10, Outcome.REJECTED),
    /** One value in windows-1252, the rest of the row in UTF-8. */
    UNDECODABLE_BYTE(9, Outcome.REJECTED),

    EMPTY_LINE(34, Outcome.BLANK),
    COMMAS_ONLY(41, Outcome.BLANK),
    BLANKS_ONLY(6, Outcome.BLANK),

    /** As many as are needed to fill the export. */
    ORDINARY(0, Outcome.WRITTEN);

    /** What an import makes of the row. */
    enum Outcome {
        WRITTEN,
        DUPLICATE,
        REJECTED,
        BLANK
    }

    final int count;
    final Outcome outcome;

    RowKind(int count, Outcome outcome) {
        this.count = count;
        this.outcome = outcome;
    }
}
