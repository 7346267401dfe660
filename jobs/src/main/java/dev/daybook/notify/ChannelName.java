package dev.daybook.notify;

import java.util.Locale;
import java.util.stream.Stream;

/** What a notice goes through. */
enum ChannelName {
    LOG,
    SMTP,
    SNS,
    /** Told to another run rather than to people: what there is to run, as {@code daybook listen} reads it. */
    QUEUE;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** One of those notices may be routed to. */
    static ChannelName of(String word) {
        return Stream.of(LOG, SMTP, SNS)
                .filter(channel -> channel.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word));
    }
}
