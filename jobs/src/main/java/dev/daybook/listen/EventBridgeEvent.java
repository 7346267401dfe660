package dev.daybook.listen;

import dev.daybook.listen.Announcement.Nothing;
import dev.daybook.listen.Announcement.ObjectCreated;
import tools.jackson.databind.JsonNode;

/** What S3 sends through EventBridge: one event, whose key is not encoded. */
final class EventBridgeEvent {

    private EventBridgeEvent() {}

    static boolean is(JsonNode message) {
        return message.has("detail-type") && Fields.text(message, "/source").equals("aws.s3");
    }

    static Announcement read(JsonNode event) {
        String type = Fields.required(event, "/detail-type");
        String bucket = Fields.required(event, "/detail/bucket/name");
        String key = Fields.required(event, "/detail/object/key");
        if (!type.equals("Object Created")) {
            return new Nothing("%s: s3://%s/%s".formatted(type, bucket, key));
        }
        return new ObjectCreated(
                bucket, key, Fields.text(event, "/detail/object/etag"), Fields.text(event, "/detail/object/sequencer"));
    }
}
