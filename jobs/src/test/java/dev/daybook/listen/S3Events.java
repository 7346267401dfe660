package dev.daybook.listen;

import dev.daybook.store.Location;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Messages as S3 and others send them. */
final class S3Events {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static final String TEST = """
            {"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2026-03-01T18:00:00.123Z","Bucket":"drop",\
            "RequestId":"5582815E1AEA5ADF","HostId":"8cLeGAmw098X5cv4Zkwcmo8vvZa3eH3eKxsPzbB9wrR+YstdA6Knx4Ip8EXAMPLE"}""";

    private S3Events() {}

    /** A notification with one record for each of the objects' records. */
    static String notification(String... records) {
        return "{\"Records\":[" + String.join(",", records) + "]}";
    }

    static String created(Location object, String eTag, String sequencer) {
        return record("ObjectCreated:Put", object.bucket(), encoded(object.key()), eTag, sequencer);
    }

    /** @param key as S3 encodes it */
    static String record(String event, String bucket, String key, String eTag, String sequencer) {
        return """
                {"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"eu-central-1",\
                "eventTime":"2026-03-01T20:15:30.000Z","eventName":"%s",\
                "userIdentity":{"principalId":"AWS:AIDAJDPLRKLG7UEXAMPLE"},\
                "requestParameters":{"sourceIPAddress":"192.0.2.1"},\
                "responseElements":{"x-amz-request-id":"C3D13FE58DE4C810","x-amz-id-2":"FMyUVURIY8"},\
                "s3":{"s3SchemaVersion":"1.0","configurationId":"landing",\
                "bucket":{"name":"%s","ownerIdentity":{"principalId":"A3NL1KOZZKExample"},"arn":"arn:aws:s3:::%s"},\
                "object":{"key":"%s","size":1024,"eTag":"%s","sequencer":"%s"}}}""".formatted(event, bucket, bucket, key, eTag, sequencer);
    }

    /** As in forms, but that slashes stay. */
    static String encoded(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
    }

    static String eventBridge(Location object, String eTag, String sequencer) {
        return """
                {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Object Created",\
                "source":"aws.s3","account":"111122223333","time":"2026-03-01T20:15:30Z","region":"eu-central-1",\
                "resources":["arn:aws:s3:::%s"],"detail":{"version":"0","bucket":{"name":"%s"},\
                "object":{"key":%s,"size":5,"etag":"%s","sequencer":"%s"},"request-id":"N4N7GDK58NMKJ12R",\
                "requester":"123456789012","source-ip-address":"192.0.2.1","reason":"PutObject"}}""".formatted(object.bucket(), object.bucket(), JSON.writeValueAsString(object.key()), eTag, sequencer);
    }

    static String sns(String message) {
        return """
                {"Type":"Notification","MessageId":"22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",\
                "TopicArn":"arn:aws:sns:eu-central-1:123456789012:landing","Subject":"Amazon S3 Notification",\
                "Message":%s,"Timestamp":"2026-03-01T20:15:31.000Z","SignatureVersion":"1"}""".formatted(JSON.writeValueAsString(message));
    }

    /** Objects of a notification of several. */
    static String notification(List<String> records) {
        return notification(records.toArray(String[]::new));
    }
}
