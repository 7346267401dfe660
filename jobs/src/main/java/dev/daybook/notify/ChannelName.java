package dev.daybook.notify;

import java.util.Locale;
import java.util.stream.Stream;

/** What a notice goes through. */
enum ChannelName {
    LOG,
    SMTP,
    SNS;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ChannelName of(String word) {
        return Stream.of(values())
                .filter(channel -> channel.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word));
    }
}
