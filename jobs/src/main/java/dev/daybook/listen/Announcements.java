package dev.daybook.listen;

import dev.daybook.failure.DaybookException;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a message tells, in the order it does. */
final class Announcements {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Announcements() {}

    /** @throws DaybookException of kind INPUT when it is none of the shapes there are */
    static List<Announcement> of(String body) {
        JsonNode message = parse(body);
        return read(isSnsEnvelope(message) ? parse(Fields.required(message, "/Message")) : message);
    }

    private static List<Announcement> read(JsonNode message) {
        if (S3Notification.is(message)) {
            return S3Notification.read(message);
        }
        if (EventBridgeEvent.is(message)) {
            return List.of(EventBridgeEvent.read(message));
        }
        if (ChangeEvent.is(message)) {
            return List.of(ChangeEvent.read(message));
        }
        throw DaybookException.input(
                "expected an S3 notification, an S3 event of EventBridge, or an object with a job");
    }

    private static boolean isSnsEnvelope(JsonNode message) {
        return Fields.text(message, "/Type").equals("Notification") && message.has("TopicArn");
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            throw DaybookException.input("expected JSON: " + e.getOriginalMessage());
        }
    }
}
