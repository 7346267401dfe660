package dev.daybook.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.List;

/**
 * A row that an import must reject, with the one reason it must give.
 *
 * @param column header name of the value at fault, empty when the record as a whole is
 * @param rule as in {@link ExpectedResults.Reject}
 */
record BadRow(ExportRow row, String column, String rule) {
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final List<String> IMPOSSIBLE_DATES = List.of(
            "31/02/21", "29/02/21", "31/04/20", "12/13/20", "31/02/2021", "00/03/21", "32/01/21", "TBC", "2021-03-14");
    private static final List<String> UNKNOWN_TYPES = List.of("LUNCH", "LUNCH", "MEETNG", "PHONE CALL");
    private static final List<String> MISSPELT_FEEDBACK = List.of("Excelent", "Excelent", "Godo", "n/a");
    private static final List<String> NAMES_WITH_ACCENTS =
            List.of("Müller & Söhne GmbH", "Café Zoë", "Crêpes, Galettes & Co", "Naïve Records", "Gülsen's Kitchen");

    /**
     * Spoils a good row.
     *
     * @param turn how many rows of this kind there were before; the variants of a kind take turns
     */
    static BadRow of(RowKind kind, ExportRow row, int turn) {
        return switch (kind) {
            case IMPOSSIBLE_DATE -> new BadRow(row.with("Date", inTurn(IMPOSSIBLE_DATES, turn)), "Date", "type");
            case UNKNOWN_MEETING_TYPE ->
                new BadRow(row.with("MeetingType", inTurn(UNKNOWN_TYPES, turn)), "MeetingType", "allowed");
            case MISSPELT_FEEDBACK ->
                new BadRow(row.with("Feedback", inTurn(MISSPELT_FEEDBACK, turn)), "Feedback", "allowed");
            case MISSING_CUSTOMER ->
                new BadRow(row.with("CustomerName", " ".repeat(turn % 3)), "CustomerName", "required");
            case MISSING_DATE -> new BadRow(row.with("Date", " ".repeat(turn % 2)), "Date", "required");
            case TOO_FEW_FIELDS -> new BadRow(tooFew(row, turn), "", "field-count");
            case TOO_MANY_FIELDS -> new BadRow(tooMany(row, turn), "", "field-count");
            case UNDECODABLE_BYTE -> undecodable(row, turn);
            default -> throw new IllegalArgumentException(kind + " is no fault");
        };
    }

    /** Cut off, without the last column, or the second half of a row that a line break tore apart. */
    private static ExportRow tooFew(ExportRow row, int turn) {
        return switch (turn % 3) {
            case 0 -> row.keepFirst(3);
            case 1 -> row.keepFirst(7);
            default ->
                row.with("MeetingDetails", "and asked for a second quote.").keepLast(3);
        };
    }

    /** A comma that somebody forgot to quote. */
    private static ExportRow tooMany(ExportRow row, int turn) {
        return turn % 2 == 0
                ? row.withText("CustomerName", "Harris, Webb & Partners", UTF_8)
                : row.withText("MeetingDetails", "Wants drives, cables, and a rebate", UTF_8);
    }

    private static BadRow undecodable(ExportRow row, int turn) {
        boolean inDetails = turn % 3 == 2;
        String column = inDetails ? "MeetingDetails" : "CustomerName";
        String value = inDetails ? "Asked for £200 off – “or else”." : inTurn(NAMES_WITH_ACCENTS, turn);
        return new BadRow(row.withText(column, Csv.field(value), WINDOWS), column, "encoding");
    }

    private static String inTurn(List<String> choices, int turn) {
        return choices.get(turn % choices.size());
    }
}
