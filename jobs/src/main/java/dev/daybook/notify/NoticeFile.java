package dev.daybook.notify;

import dev.daybook.feed.YamlMap;
import dev.daybook.notify.NoticePlan.Deadline;
import dev.daybook.notify.NoticePlan.Route;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a plan from YAML; docs/notices.md describes it. Every complaint names file and line.
 *
 * @param jobs names that may stand in it; empty takes any
 * @param hasMail whether mail can be sent
 */
record NoticeFile(Set<String> jobs, boolean hasMail) {

    private static final String ADDRESS = "[^\\s@<>,;\"]+@[^\\s@<>,;\"]+";
    private static final String TOPIC = "arn:[a-z-]+:sns:[a-z0-9-]+:\\d{12}:[\\w-]+(\\.fifo)?";
    private static final int MAX_DAYS_AFTER = 31;

    NoticePlan parse(String file, String yaml) {
        YamlMap root = YamlMap.of(file, yaml, "routes, supervisors or deadlines");
        YamlMap supervisors = root.map("supervisors");
        String supervisor =
                supervisors == null ? null : optional(supervisors, "default", NoticeFile::address, "an address");
        Map<String, String> people = supervisors == null ? Map.of() : people(supervisors);
        List<Route> routes = root.maps("routes").stream()
                .map(map -> route(map, supervisor != null))
                .toList();
        List<Deadline> deadlines =
                root.maps("deadlines").stream().map(this::deadline).toList();
        root.end();
        return new NoticePlan(routes, supervisor, people, deadlines);
    }

    private static Map<String, String> people(YamlMap supervisors) {
        Map<String, String> people = new HashMap<>();
        YamlMap map = supervisors.map("people");
        supervisors.end();
        if (map != null) {
            map.keys()
                    .forEach(name ->
                            people.put(NoticePlan.key(name), map.convert(name, "an address", NoticeFile::address)));
        }
        return Map.copyOf(people);
    }

    private Route route(YamlMap map, boolean hasSupervisor) {
        Route route = new Route(
                new TreeSet<>(map.texts("jobs", this::job, "a job, one of " + String.join(", ", jobs))),
                set(NoticeKind.class, map.texts("kinds", NoticeKind::of, "one of " + NoticeKind.words())),
                set(ChannelName.class, map.texts("channels", ChannelName::of, "one of log, smtp, sns")),
                map.texts("recipients", NoticeFile::address, "an address such as ops@example.com"),
                optional(map, "topic", NoticeFile::topic, "the ARN of an SNS topic"));
        if (!map.has("channels")) {
            throw map.errorAt(
                    "channels", "the key 'channels' is missing: expected some of log, smtp, sns, or [] for none");
        }
        map.end();
        requireReachable(map, route, hasSupervisor);
        return route;
    }

    private static <E extends Enum<E>> Set<E> set(Class<E> type, List<E> values) {
        EnumSet<E> set = EnumSet.noneOf(type);
        set.addAll(values);
        return set;
    }

    private void requireReachable(YamlMap map, Route route, boolean hasSupervisor) {
        boolean isMail = route.channels().contains(ChannelName.SMTP);
        if (isMail && !hasMail) {
            throw map.errorAt("channels", "channels: smtp needs a mail server, set DAYBOOK_SMTP_HOST");
        }
        boolean isForSupervisors = route.kinds().equals(Set.of(NoticeKind.VIP_VISIT)) && hasSupervisor;
        if (isMail && route.recipients().isEmpty() && !isForSupervisors) {
            throw map.errorAt(
                    "recipients",
                    "recipients: expected at least one address for channel smtp; only kind vip-visit alone needs none, when supervisors have a default");
        }
        if (route.channels().contains(ChannelName.SNS) && route.topic() == null) {
            throw map.errorAt("topic", "topic: expected the ARN of an SNS topic for channel sns");
        }
    }

    private Deadline deadline(YamlMap map) {
        List<DayOfWeek> days = map.texts("weekdays", NoticeFile::weekday, "a day such as monday");
        Deadline deadline = new Deadline(
                map.convert("job", "a job, one of " + String.join(", ", jobs), this::job),
                map.convert("at", "a time of day such as \"07:30\"", LocalTime::parse),
                map.number("daysAfter", 0, 0, MAX_DAYS_AFTER),
                map.has("zone") ? map.convert("zone", "a time zone such as Europe/Berlin", ZoneId::of) : ZoneOffset.UTC,
                days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : set(DayOfWeek.class, days),
                optional(map, "since", LocalDate::parse, "a day such as 2026-03-01"));
        map.end();
        return deadline;
    }

    private static <T> @Nullable T optional(YamlMap map, String key, Function<String, T> kind, String expected) {
        return map.has(key) ? map.convert(key, expected, kind) : null;
    }

    private String job(String name) {
        return require(jobs.isEmpty() || jobs.contains(name), name);
    }

    private static String address(String text) {
        return require(text.matches(ADDRESS), text);
    }

    private static String topic(String text) {
        return require(text.matches(TOPIC), text);
    }

    private static DayOfWeek weekday(String text) {
        return DayOfWeek.valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** The caller says what was expected instead. */
    private static String require(boolean isFit, String text) {
        if (!isFit) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}
