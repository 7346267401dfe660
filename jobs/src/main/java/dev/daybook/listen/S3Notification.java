package dev.daybook.listen;

import dev.daybook.failure.DaybookException;
import dev.daybook.listen.Announcement.Nothing;
import dev.daybook.listen.Announcement.ObjectCreated;
import dev.daybook.listen.Announcement.Unreadable;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What S3 sends to a queue itself: records of events, whose keys are encoded as in forms, or a test. */
final class S3Notification {

    private static final String TEST = "s3:TestEvent";
    private static final String MAJOR_VERSION = "2.";

    private S3Notification() {}

    static boolean is(JsonNode message) {
        return message.has("Records") || TEST.equals(Fields.text(message, "/Event"));
    }

    static List<Announcement> read(JsonNode message) {
        if (TEST.equals(Fields.text(message, "/Event"))) {
            return List.of(new Nothing("test event of bucket " + Fields.text(message, "/Bucket")));
        }
        JsonNode records = message.path("Records");
        if (!records.isArray() || records.isEmpty()) {
            throw DaybookException.input("expected a list of events as Records, found " + records);
        }
        return records.valueStream().map(S3Notification::eventOrWhyNot).toList();
    }

    /** One record that is wrong holds up none of the others. */
    private static Announcement eventOrWhyNot(JsonNode event) {
        try {
            return event(event);
        } catch (DaybookException e) {
            return new Unreadable(String.valueOf(e.getMessage()));
        }
    }

    private static Announcement event(JsonNode event) {
        String version = Fields.required(event, "/eventVersion");
        if (!version.startsWith(MAJOR_VERSION)) {
            throw DaybookException.input("expected eventVersion 2.x, found " + version);
        }
        String name = Fields.required(event, "/eventName");
        String bucket = Fields.required(event, "/s3/bucket/name");
        String key = decoded(Fields.required(event, "/s3/object/key"));
        // Notifications have the name without this, the configuration of a bucket has it with.
        if (!name.startsWith("ObjectCreated:") && !name.startsWith("s3:ObjectCreated:")) {
            return new Nothing("%s of s3://%s/%s".formatted(name, bucket, key));
        }
        return new ObjectCreated(
                bucket, key, Fields.text(event, "/s3/object/eTag"), Fields.text(event, "/s3/object/sequencer"));
    }

    private static String decoded(String key) {
        try {
            return URLDecoder.decode(key, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw DaybookException.input("the key '%s' is not encoded as in forms: %s".formatted(key, e.getMessage()));
        }
    }
}
