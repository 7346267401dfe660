package dev.daybook.sample;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a visit was for: how often it happens, how it tends to go, and what people write about it. Words in braces are
 * filled in by {@link VisitMaker}.
 */
@SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
enum MeetingType {
    MEETING(46, new Moods(45, 38, 13, 4), """
            Quarterly review
            Pricing for {n} x {product}
            Backup strategy
            Renewal of the storage contract
            Introductory meeting
            Demo of the {product}
            {month} order forecast
            Archive project, phase {digit}
            Migration from tape
            Security of data at rest
            Framework agreement with {contact}
            Lunch & learn: RAID or not?
            """, """
            Went through the {month} forecast with {contact}.
            They need {n} of the {product} by {month}.
            Discussed moving the archive to {product}s, starting with accounts.
            {contact} asked about delivery to {town}.
            Budget is £{n},000 and not a penny more.
            Their NAS is full; {n} TB needed before year end.
            Showed the {product}, noise was the main concern.
            Competitor offers {digit} % less on the {product}.
            Contract runs out in {month}, {contact} to decide.
            Old tapes still in the cellar, nobody can read them.
            Talked about encryption, keys and who keeps them.
            Coffee with {contact}, mostly about cricket.
            """),
    STOREVISIT(22, new Moods(50, 36, 11, 3), """
            Shelf check {town}
            New display for the {product}
            Stock count
            Staff training
            Window promotion for {month}
            Opening of the {town} corner
            Price labels
            """, """
            {product}s in front, cables at the back, as agreed.
            {n} of the {product} on the shelf, {digit} damaged boxes.
            Trained {contact} and {digit} colleagues on warranties.
            Labels for {month} still missing.
            Display stand from {town} arrived in the wrong size.
            Footfall is down since the roadworks began.
            Best seller is the {product}, again.
            Returned stock sits by the till: not a good look.
            Sold {n} units last week, reorder at {digit}0.
            """),
    COLLECTION(15, new Moods(38, 48, 11, 3), """
            Collection of {n} returned drives
            Overdue invoice {n}{digit}
            Cheque for the {month} order
            Pick up demo {product}
            Recycling of old disks
            Loan unit back
            """, """
            Collected {n} drives, {digit} without a serial number.
            Cheque for £{n}0.50 received.
            Demo unit returned without its power supply.
            {contact} promised payment by the end of {month}.
            Boxes were not packed, came back in the afternoon.
            Certificates of destruction handed over, {n} in all.
            Invoice was sent to {town} by mistake.
            - {digit} pallets, - {n} loose disks, signed by {contact}.
            """),
    COMPLAINT(9, new Moods(8, 27, 42, 23), """
            {product} failed after {digit} days
            Late delivery to {town}
            Wrong item delivered
            Data lost on {product}
            Noise of the {product}
            Invoice does not match the order
            """, """
            {digit} out of {n} drives dead on arrival.
            Delivered {digit} weeks late, and to {town}.
            {contact} lost {n} GB of scans; no backup, of course.
            Ordered the {product}, received cables.
            Clicking noise since {month}, replaced under warranty.
            Charged twice for the same {product}.
            Third complaint this year, {contact} keeps a list.
            Rude answer from our hotline, apologised in person.
            """),
    ADMIN(8, null, """
            Expenses {month}
            Route planning
            CRM clean-up
            Weekly call with {town}
            Annual leave
            Car service
            Price list update
            """, """
            Moved {n} accounts to {contact}.
            Updated addresses, phone numbers and opening hours.
            =SUM(B2:B{n}) in the stock sheet was wrong, corrected.
            Receipts handed in, {digit} still missing.
            Call cut short by the fire drill.
            Planned {n} visits around {town}.
            Tidied up old quotes, deleted {n}.
            """);

    /** Percentages of good, neutral, bad and terrible visits; they add up to 100. */
    record Moods(int good, int neutral, int bad, int terrible) {
        Feedback draw(SeededRandom random) {
            int percent = random.below(100);
            if (percent < good) {
                return Feedback.GOOD;
            }
            if (percent < good + neutral) {
                return Feedback.NEUTRAL;
            }
            return percent < good + neutral + bad ? Feedback.BAD : Feedback.TERRIBLE;
        }
    }

    /** Percentage of all visits; the shares of all types add up to 100. */
    private final int share;

    private final @Nullable Moods moods;
    final List<String> subjects;
    final List<String> notes;

    MeetingType(int share, @Nullable Moods moods, String subjects, String notes) {
        this.share = share;
        this.moods = moods;
        this.subjects = SampleNames.lines(subjects);
        this.notes = SampleNames.lines(notes);
    }

    static MeetingType draw(SeededRandom random) {
        int percent = random.below(100);
        for (MeetingType type : values()) {
            percent -= type.share;
            if (percent < 0) {
                return type;
            }
        }
        throw new IllegalStateException("The shares of the meeting types add up to less than 100");
    }

    /** Absent for most days at the desk: there was no customer to ask. */
    @Nullable
    Feedback drawFeedback(SeededRandom random) {
        if (moods != null) {
            return moods.draw(random);
        }
        return random.oneIn(4) ? Feedback.NEUTRAL : null;
    }
}
