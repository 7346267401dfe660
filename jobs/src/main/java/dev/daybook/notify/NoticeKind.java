package dev.daybook.notify;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a notice tells of. */
public enum NoticeKind {
    /** A run has completed, be it with rejected rows. */
    SUCCEEDED,
    /** A run has failed. */
    FAILED,
    /** A run has completed with more rejected rows than its feed warns at; told besides that it succeeded. */
    REJECTS,
    /** A run whose process was gone has been marked as failed. */
    RECOVERED,
    /** By the deadline of a day no run for it had completed. */
    MISSED,
    /** More was sold than there was in stock. */
    STOCK_NEGATIVE,
    /** A VIP customer was visited. */
    VIP_VISIT,
    /** A source that is copied has changed. */
    CHANGED;

    /** As it is written in the file that says who is told. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static NoticeKind of(String word) {
        return Stream.of(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word));
    }

    static String words() {
        return Stream.of(values()).map(NoticeKind::word).collect(Collectors.joining(", "));
    }
}
