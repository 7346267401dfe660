package dev.daybook.sample;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes visits that read as if sales people had typed them. No two visits of one maker are equal.
 */
final class VisitMaker {
    private static final int CUSTOMERS = 300;
    private static final Pattern BLANK_TO_FILL = Pattern.compile("\\{(\\w+)}");
    private static final List<String> PRODUCTS = SampleNames.lines("""
            250 GB SSD
            500 GB SSD
            1 TB SSD
            2 TB NVMe drive
            4 TB hard disk
            8 TB hard disk
            16 TB archive disk
            4-bay NAS
            8-bay NAS
            LTO-8 drive
            128 GB USB stick
            rugged travel disk
            """);
    private static final List<String> MONTHS = SampleNames.lines("""
            January
            February
            March
            April
            May
            June
            July
            August
            September
            October
            November
            December
            """);

    private final SeededRandom random;
    private final List<String> customers;
    private final List<String> accountHolders;
    private final Set<Visit> made = new HashSet<>();

    VisitMaker(SeededRandom random) {
        this.random = random;
        customers = SampleNames.customers(CUSTOMERS, random);
        accountHolders = customers.stream()
                .map(customer -> SampleNames.SALESPEOPLE.get(random.skewedBelow(SampleNames.SALESPEOPLE.size())))
                .toList();
    }

    Visit visitOn(LocalDate date) {
        Visit visit = draw(date);
        while (!made.add(visit)) {
            visit = draw(date);
        }
        return visit;
    }

    /** Keeps later visits from being equal to this one, which was changed after it was made. */
    Visit changed(Visit visit) {
        if (!made.add(visit)) {
            throw new IllegalStateException("The changed visit is equal to one made before: " + visit);
        }
        return visit;
    }

    private Visit draw(LocalDate date) {
        int customer = random.skewedBelow(customers.size());
        String salesperson = random.oneIn(7) ? random.pick(SampleNames.SALESPEOPLE) : accountHolders.get(customer);
        MeetingType type = MeetingType.draw(random);
        Feedback feedback = type.drawFeedback(random);
        return new Visit(
                date,
                customers.get(customer),
                salesperson,
                type,
                fill(random.pick(type.subjects)),
                random.oneIn(type == MeetingType.ADMIN ? 3 : 25) ? null : String.join(" ", sentences(type, feedback)),
                feedback == null ? null : feedback.text);
    }

    /** At least two, for notes that run over several lines. */
    List<String> sentences(Visit visit) {
        List<String> sentences = new ArrayList<>(sentences(visit.type(), null));
        sentences.add(fill(random.pick(MeetingType.MEETING.notes)));
        return sentences;
    }

    private List<String> sentences(MeetingType type, @Nullable Feedback feedback) {
        List<String> sentences = new ArrayList<>();
        sentences.add(fill(random.pick(type.notes)));
        if (feedback != null && random.below(3) > 0) {
            sentences.add(fill(random.pick(feedback.endings)));
        }
        return sentences;
    }

    private String fill(String template) {
        return BLANK_TO_FILL.matcher(template).replaceAll(blank -> Matcher.quoteReplacement(word(blank.group(1))));
    }

    private String word(String blank) {
        return switch (blank) {
            case "product" -> random.pick(PRODUCTS);
            case "contact" -> random.pick(SampleNames.FIRST_NAMES);
            case "town" -> random.pick(SampleNames.TOWNS);
            case "month" -> random.pick(MONTHS);
            case "digit" -> String.valueOf(2 + random.below(8));
            case "n" -> String.valueOf(10 + random.below(90));
            default -> throw new IllegalArgumentException("Unknown word to fill in: " + blank);
        };
    }
}
