package dev.daybook.notify;

import dev.daybook.failure.DaybookException;
import dev.daybook.settings.NoticeSettings;
import java.util.EnumMap;
import java.util.Map;

/** Channels as they are needed: most occasions need none, and mail and SNS take their time to load. */
final class Channels implements AutoCloseable {

    private final NoticeSettings settings;
    private final Map<ChannelName, Channel> open = new EnumMap<>(ChannelName.class);

    Channels(NoticeSettings settings) {
        this.settings = settings;
    }

    /** @throws DaybookException when it cannot be opened */
    Channel get(ChannelName name) {
        Channel channel = open.get(name);
        if (channel == null) {
            channel = open(name);
            open.put(name, channel);
        }
        return channel;
    }

    private Channel open(ChannelName name) {
        return switch (name) {
            case LOG -> new LogChannel();
            case SNS -> new SnsChannel(settings.snsEndpoint());
            case SMTP -> {
                if (settings.smtp() == null) {
                    throw DaybookException.configuration("no mail server is set: DAYBOOK_SMTP_HOST");
                }
                yield new SmtpChannel(settings.smtp());
            }
            case QUEUE -> {
                if (settings.changes() == null) {
                    throw DaybookException.configuration("no queue for changes is set: DAYBOOK_CHANGES_QUEUE");
                }
                yield new QueueChannel(settings.changes());
            }
        };
    }

    boolean isOpen(ChannelName name) {
        return open.containsKey(name);
    }

    @Override
    public void close() {
        open.values().forEach(Channel::close);
    }
}
