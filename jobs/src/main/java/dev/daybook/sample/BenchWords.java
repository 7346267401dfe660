package dev.daybook.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The values of {@link BenchVisits}, encoded once. None needs quotes.
 */
final class BenchWords {
    private static final String[] SUBJECT_STARTS =
            ("Review Demo Quote Return Repair Order Stock Pricing Delivery Training Audit Upgrade Renewal Rebate"
                            + " Survey Recall Refund Warranty Display Tender Loan Trial Notice Handover")
                    .split(" ", -1);
    private static final String[] SUBJECT_ENDS =
            ("SSDs tapes NAS cables disks racks RAID sticks cards trays scans labels cafés displays keys servers"
                            + " fans docks drives hubs backup archive")
                    .split(" ", -1);

    /** All days of 2020 and 2021. */
    static final byte[][] DATES = utf8(LocalDate.of(2020, 1, 1)
            .datesUntil(LocalDate.of(2022, 1, 1))
            .map(DateTimeFormatter.ofPattern("dd/MM/yy", Locale.ROOT)::format));

    /** 20,000 firms. */
    static final byte[][] CUSTOMERS = utf8(SampleNames.SURNAMES.stream()
            .flatMap(surname -> SampleNames.TRADES.stream().map(trade -> surname + " " + trade))
            .flatMap(firm -> SampleNames.ENDINGS.stream().map(ending -> firm + ending)));

    /** 400 people. */
    static final byte[][] SALESPEOPLE = utf8(SampleNames.FIRST_NAMES.stream()
            .flatMap(name -> SampleNames.SURNAMES.stream().limit(20).map(surname -> name + " " + surname)));

    /** Repeated as often as they are frequent. */
    static final byte[][] TYPES = split("MEETING MEETING MEETING STOREVISIT STOREVISIT COLLECTION COMPLAINT ADMIN");

    /** Repeated as often as they are frequent; the last is absent. */
    static final byte[][] FEEDBACK =
            utf8(Stream.of("Good", "Good", "Good", "Neutral", "Neutral", "Bad", "Terrible", ""));

    /** 2,112 subjects. */
    static final byte[][] SUBJECTS = utf8(Stream.of(" of ", " for ", ": ", " and ")
            .flatMap(join -> Stream.of(SUBJECT_STARTS).map(start -> start + join))
            .flatMap(start -> Stream.of(SUBJECT_ENDS).map(end -> start + end)));

    static final byte[][] WHO = split("They Buyer Zoë Owner Clerk Ben Priya Dev Staff José Siân Raj Lucy Tony"
            + " Accounts Chloë Ian Paula Jürgen Carys");
    static final byte[][] DID = split("wants ordered returned tested refused praised compared moved lost counted"
            + " swapped checked paid sold reserved shipped unpacked labelled mislaid fetched");
    static final byte[][] WHAT = split("disks drives tapes cables racks boxes trays sticks docks hubs fans backups"
            + " scans invoices labels servers keys cards leads copies");
    static final byte[][] WHEN = split("today yesterday Monday Tuesday Wednesday Thursday Friday soon again twice"
            + " early late weekly monthly overnight tomorrow");

    private BenchWords() {}

    private static byte[][] split(String words) {
        return utf8(Stream.of(words.split(" ", -1)));
    }

    private static byte[][] utf8(Stream<String> values) {
        return values.map(value -> value.getBytes(UTF_8)).toArray(byte[][]::new);
    }
}
