package dev.daybook.sample;

import java.util.List;

/**
 * How the customer took the visit, and how a note about such a visit ends.
 */
@SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
enum Feedback {
    GOOD("Good", """
            Very pleased with the service.
            Wants us back next month.
            Will recommend us to the {town} branch.
            Signed on the spot 👍
            Order to follow by e-mail.
            {contact} was delighted.
            Happy with the price, and with delivery.
            Left on excellent terms.
            """),
    NEUTRAL("Neutral", """
            Will think about it.
            No decision before the budget meeting.
            Asked for the price list again.
            To be followed up in {month}.
            {contact} non-committal.
            Wants a second quote, as usual.
            Nothing further agreed.
            Call back in a fortnight.
            """),
    BAD("Bad", """
            Not happy about the lead times.
            Threatened to go elsewhere.
            Price “far too high”, they say.
            {contact} left before the end.
            Second visit without a result.
            Feels let down by the {town} shop.
            Wants a credit note, not excuses.
            """),
    TERRIBLE("Terrible", """
            Shown the door after ten minutes.
            Account to be closed.
            {contact} shouted – do not send me again.
            Solicitor’s letter to follow.
            Wants £{n}00 compensation.
            They have already moved to a competitor.
            """);

    final String text;
    final List<String> endings;

    Feedback(String text, String endings) {
        this.text = text;
        this.endings = SampleNames.lines(endings);
    }
}
