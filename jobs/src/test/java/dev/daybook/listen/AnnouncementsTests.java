package dev.daybook.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import dev.daybook.listen.Announcement.Nothing;
import dev.daybook.listen.Announcement.ObjectCreated;
import dev.daybook.listen.Announcement.RunWanted;
import dev.daybook.store.Location;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncementsTests {

    private static final String KEY = "landing/a b+c=d%25 ü.csv";
    private static final Location OBJECT = new Location("s3", "drop", KEY);
    private static final ObjectCreated CREATED = new ObjectCreated("drop", KEY, "d41d8c", "0055AED6DCD90281E5");

    @Test
    void theKeyOfAnS3NotificationIsDecodedAsInForms() {
        String body = S3Events.notification(S3Events.record(
                "ObjectCreated:Put", "drop", "landing/a+b%2Bc%3Dd%2525+%C3%BC.csv", "d41d8c", "0055AED6DCD90281E5"));
        assertThat(Announcements.of(body)).containsExactly(CREATED);
    }

    @Test
    void theKeyOfAnEventOfEventBridgeIsTakenAsItIs() {
        assertThat(Announcements.of(S3Events.eventBridge(OBJECT, "d41d8c", "0055AED6DCD90281E5")))
                .containsExactly(CREATED);
    }

    @Test
    void anEnvelopeOfSnsIsOpened() {
        String inside = S3Events.notification(S3Events.created(OBJECT, "d41d8c", "0055AED6DCD90281E5"));
        assertThat(Announcements.of(S3Events.sns(inside))).containsExactly(CREATED);
        assertThat(Announcements.of(S3Events.sns(S3Events.TEST)))
                .singleElement()
                .isInstanceOf(Nothing.class);
    }

    @Test
    void aNotificationMayHaveSeveralRecords() {
        Location other = new Location("s3", "drop", "y.csv");
        assertThat(Announcements.of(S3Events.notification(
                        S3Events.created(OBJECT, "d41d8c", "0055AED6DCD90281E5"), S3Events.created(other, "e1", "01"))))
                .containsExactly(CREATED, new ObjectCreated("drop", "y.csv", "e1", "01"));
    }

    @Test
    void whatIsNoCreationAsksForNothing() {
        assertThat(Announcements.of(S3Events.TEST)).containsExactly(new Nothing("test event of bucket drop"));
        assertThat(Announcements.of(
                        S3Events.notification(S3Events.record("ObjectRemoved:Delete", "drop", "x.csv", "", "01"))))
                .containsExactly(new Nothing("ObjectRemoved:Delete of s3://drop/x.csv"));
        assertThat(Announcements.of(S3Events.eventBridge(OBJECT, "", "01").replace("Object Created", "Object Deleted")))
                .singleElement()
                .isInstanceOf(Nothing.class);
    }

    @Test
    void anEventOfOursNamesAJob() {
        assertThat(
                        Announcements.of(
                                "{\"job\": \"legacy-import\", \"parameters\": {\"file\": \"s3://drop/ü.csv\"}, \"requestId\": \"r-1\"}"))
                .containsExactly(new RunWanted("legacy-import", Map.of("file", "s3://drop/ü.csv"), "r-1"));
        assertThat(Announcements.of("{\"job\": \"history-export\"}"))
                .containsExactly(new RunWanted("history-export", Map.of(), null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "[]",
                "{}",
                "null",
                "{\"job\": \"x\"",
                "{\"job\": \"x\"} {\"job\": \"y\"}",
                "{\"job\": \"x\", \"job\": \"y\"}",
                "{\"job\": 7}",
                "{\"job\": \"x\", \"parameter\": {}}",
                "{\"job\": \"x\", \"parameters\": []}",
                "{\"job\": \"x\", \"parameters\": {\"file\": 7}}",
                "{\"job\": \"x\", \"requestId\": \"\"}",
                "{\"Records\": []}",
                "{\"Records\": {}}",
                "{\"detail-type\": \"Object Created\", \"source\": \"aws.s3\", \"detail\": {}}",
                "{\"detail-type\": \"Scheduled Event\", \"source\": \"aws.events\", \"detail\": {}}",
                "{\"Type\": \"Notification\", \"TopicArn\": \"x\", \"Message\": \"hello\"}"
            })
    void whatIsNoneOfThemIsAnInputError(String body) {
        assertThatThrownBy(() -> Announcements.of(body))
                .isInstanceOfSatisfying(
                        DaybookException.class, e -> assertThat(e.kind()).isEqualTo(DaybookException.Kind.INPUT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Records\": [{}]}",
                "{\"Records\": [{\"eventVersion\": \"3.0\", \"eventName\": \"ObjectCreated:Put\"}]}",
                "{\"Records\": [{\"eventVersion\": \"2.1\", \"eventName\": \"ObjectCreated:Put\", \"s3\": {\"bucket\": {\"name\": \"b\"}, \"object\": {}}}]}",
                "{\"Records\": [{\"eventVersion\": \"2.1\", \"eventName\": \"ObjectCreated:Put\", \"s3\": {\"bucket\": {\"name\": \"b\"}, \"object\": {\"key\": \"%zz\"}}}]}"
            })
    void aRecordThatIsNoneOfThemIsOneNobodyCanReadBesideTheOthers(String body) {
        assertThat(Announcements.of(body)).singleElement().isInstanceOf(Announcement.Unreadable.class);
        String second = body.replace(
                "[{",
                "[{\"eventVersion\": \"2.1\", \"eventName\": \"ObjectRemoved:Delete\","
                        + " \"s3\": {\"bucket\": {\"name\": \"b\"}, \"object\": {\"key\": \"k\"}}}, {");
        assertThat(Announcements.of(second))
                .hasSize(2)
                .hasAtLeastOneElementOfType(Nothing.class)
                .hasAtLeastOneElementOfType(Announcement.Unreadable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0055AED6DCD90281E5, 0055AED6DCD90281E6, true",
        "0055AED6DCD90281E6, 0055AED6DCD90281E5, false",
        "0055AED6DCD90281E5, 0055AED6DCD90281E5, false",
        "0055aed6dcd90281e5, 0055AED6DCD90281E6, true",
        "01, 0200, true",
        "02, 0100, false",
        "10, 0200, false",
        "'', 01, false",
        "01, '', false"
    })
    void anEventIsEarlierOnlyWhenItsSequencerCertainlyIs(String one, String other, boolean isEarlier) {
        assertThat(Sequencer.isEarlier(one, other)).isEqualTo(isEarlier);
    }
}
