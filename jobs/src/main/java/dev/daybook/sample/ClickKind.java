package dev.daybook.sample;

import org.jspecify.annotations.Nullable;

/** Kinds of events in the sample deliveries, and what becomes of each. */
enum ClickKind {
    ORDER(220, null),
    CLICK(300, null),
    /** A click without an id; some are equal, and all of them stay. */
    NAMELESS(40, null),
    /** Of the day before its delivery. */
    LATE(25, null),
    UNICODE(12, null),
    UNKNOWN_FIELD(8, null),
    /** An earlier event once more. */
    DUPLICATE(18, null),
    /** An earlier event's id with another quantity, a minute later. */
    CONFLICT(9, null),
    FUTURE(5, "range"),
    MISSPELT_KEY(7, "required"),
    BOTH_FORMS(4, "field-count"),
    TEXT_FOR_NUMBER(5, "type"),
    NO_QUANTITY(4, "range"),
    BROKEN(6, "json");

    final int count;

    /** Null for what is no reject. */
    final @Nullable String rule;

    ClickKind(int count, @Nullable String rule) {
        this.count = count;
        this.rule = rule;
    }

    boolean isWritten() {
        return rule == null && this != DUPLICATE && this != CONFLICT;
    }
}
