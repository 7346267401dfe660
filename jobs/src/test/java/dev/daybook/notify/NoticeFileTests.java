package dev.daybook.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import dev.daybook.notify.NoticePlan.Deadline;
import dev.daybook.notify.NoticePlan.Route;
import dev.daybook.settings.NoticeSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoticeFileTests {

    private static final Set<String> JOBS = Set.of("daily-sales-load");
    private static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:daybook";

    private static NoticePlan parse(String yaml) {
        return new NoticeFile(JOBS, true).parse("notices.yaml", yaml);
    }

    @Test
    void everyKeyIsMapped() {
        assertThat(parse("""
                routes:
                  - jobs: [daily-sales-load]
                    kinds: [failed, missed, stock-negative]
                    channels: [log, smtp, sns]
                    recipients: [ops@example.com, night@example.com]
                    topic: %s
                  - kinds: vip-visit
                    channels: smtp
                  - kinds: succeeded
                    channels: []
                supervisors:
                  default: lead@example.com
                  people:
                    Amelia  Hartley: anna@example.com
                deadlines:
                  - job: daily-sales-load
                    at: 07:30
                    daysAfter: 1
                    zone: Europe/Berlin
                    weekdays: [monday, friday]
                    since: 2026-03-01
                  - job: daily-sales-load
                    at: "22:00"
                """.formatted(TOPIC)))
                .isEqualTo(new NoticePlan(
                        List.of(
                                new Route(
                                        JOBS,
                                        Set.of(NoticeKind.FAILED, NoticeKind.MISSED, NoticeKind.STOCK_NEGATIVE),
                                        Set.of(ChannelName.LOG, ChannelName.SMTP, ChannelName.SNS),
                                        List.of("ops@example.com", "night@example.com"),
                                        TOPIC),
                                new Route(
                                        Set.of(),
                                        Set.of(NoticeKind.VIP_VISIT),
                                        Set.of(ChannelName.SMTP),
                                        List.of(),
                                        null),
                                new Route(Set.of(), Set.of(NoticeKind.SUCCEEDED), Set.of(), List.of(), null)),
                        "lead@example.com",
                        Map.of("amelia hartley", "anna@example.com"),
                        List.of(
                                new Deadline(
                                        "daily-sales-load",
                                        LocalTime.of(7, 30),
                                        1,
                                        ZoneId.of("Europe/Berlin"),
                                        Set.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                                        LocalDate.of(2026, 3, 1)),
                                new Deadline(
                                        "daily-sales-load",
                                        LocalTime.of(22, 0),
                                        0,
                                        ZoneOffset.UTC,
                                        EnumSet.allOf(DayOfWeek.class),
                                        null))));
    }

    @Test
    void withoutAFileEverythingGoesToTheLog() {
        NoticePlan plan = NoticePlan.of(NoticeSettings.NONE);
        assertThat(plan.deadlines()).isEmpty();
        for (NoticeKind kind : NoticeKind.values()) {
            assertThat(plan.route(kind, "any").channels()).containsExactly(ChannelName.LOG);
        }
    }

    @Test
    void theFirstRouteThatFitsIsTakenAndTheLogWhereNoneDoes() {
        NoticePlan plan = parse("""
                routes:
                  - {kinds: failed, jobs: daily-sales-load, channels: smtp, recipients: first@example.com}
                  - {kinds: failed, channels: smtp, recipients: second@example.com}
                """);
        assertThat(plan.route(NoticeKind.FAILED, "daily-sales-load").recipients())
                .containsExactly("first@example.com");
        assertThat(plan.route(NoticeKind.FAILED, "other").recipients()).containsExactly("second@example.com");
        assertThat(plan.route(NoticeKind.MISSED, "other").channels()).containsExactly(ChannelName.LOG);
    }

    @Test
    void aSupervisorIsFoundByTheNameHoweverItIsSpacedAndElseTheDefaultIs() {
        NoticePlan plan = parse("supervisors: {default: lead@x.org, people: {Amelia Hartley: anna@x.org}}");
        assertThat(plan.supervisorOf(" amelia  HARTLEY ")).containsExactly("anna@x.org");
        assertThat(plan.supervisorOf("Ben Ode")).containsExactly("lead@x.org");
        assertThat(NoticePlan.ALL_TO_THE_LOG.supervisorOf("Ben Ode")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    routes: [{channels: fax}]                                    | line 1 column 21: channels: expected one of log, smtp, sns, found 'fax'
                    routes: [{kinds: lost, channels: log}]                       | line 1 column 18: kinds: expected one of succeeded, failed, rejects, recovered, missed, stock-negative, vip-visit, changed, found 'lost'
                    routes: [{jobs: daily-sale, channels: log}]                  | line 1 column 17: jobs: expected a job, one of daily-sales-load, found 'daily-sale'
                    routes: [{kinds: failed}]                                    | line 1 column 10: the key 'channels' is missing: expected some of log, smtp, sns, or [] for none
                    routes: [{channels: smtp}]                                   | line 1 column 10: recipients: expected at least one address for channel smtp; only kind vip-visit alone needs none, when supervisors have a default
                    routes: [{channels: smtp, kinds: vip-visit}]                 | line 1 column 10: recipients: expected at least one address for channel smtp; only kind vip-visit alone needs none, when supervisors have a default
                    routes: [{channels: sns}]                                    | line 1 column 10: topic: expected the ARN of an SNS topic for channel sns
                    routes: [{channels: sns, topic: daybook}]                    | line 1 column 33: topic: expected the ARN of an SNS topic, found 'daybook'
                    routes: [{channels: smtp, recipients: nobody}]               | line 1 column 39: recipients: expected an address such as ops@example.com, found 'nobody'
                    routes: [{channel: log}]                                     | line 1 column 10: the key 'channels' is missing: expected some of log, smtp, sns, or [] for none
                    routes: [{channels: log, kind: failed}]                      | line 1 column 26: unknown key 'kind' (did you mean kinds?), expected one of channels, jobs, kinds, recipients, topic
                    deadlines: [{job: daily-sales-load, at: noon}]               | line 1 column 41: at: expected a time of day such as "07:30", found 'noon'
                    deadlines: [{job: other, at: "22:00"}]                       | line 1 column 19: job: expected a job, one of daily-sales-load, found 'other'
                    deadlines: [{job: daily-sales-load, at: "22:00", zone: Mars}]| line 1 column 56: zone: expected a time zone such as Europe/Berlin, found 'Mars'
                    supervisors: {people: {Ben: nobody}}                         | line 1 column 29: Ben: expected an address, found 'nobody'
                    route: []                                                    | line 1 column 1: unknown key 'route' (did you mean routes?), expected one of deadlines, routes, supervisors
                    """)
    void whatIsWrongIsToldWithItsPlace(String yaml, String message) {
        assertThatThrownBy(() -> parse(yaml))
                .isInstanceOfSatisfying(
                        DaybookException.class,
                        e -> assertThat(e.kind()).isEqualTo(DaybookException.Kind.CONFIGURATION))
                .hasMessage("notices.yaml " + message);
    }

    @Test
    void mailNeedsAServer() {
        assertThatThrownBy(() -> new NoticeFile(JOBS, false)
                        .parse("notices.yaml", "routes: [{channels: smtp, recipients: ops@example.com}]"))
                .isInstanceOf(DaybookException.class)
                .hasMessage("notices.yaml line 1 column 21: channels: smtp needs a mail server, set DAYBOOK_SMTP_HOST");
    }

    @Test
    void whoMustNotFailByTheFileIsGivenTheLog(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("notices.yaml"), "routes: 7");
        NoticeSettings settings = new NoticeSettings(file, null, null, null);
        assertThatThrownBy(() -> NoticePlan.of(settings)).hasMessageContaining("notices.yaml line 1");
        assertThat(NoticePlan.orTheLog(settings)).isEqualTo(NoticePlan.ALL_TO_THE_LOG);
    }
}
