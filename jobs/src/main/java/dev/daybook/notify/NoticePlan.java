package dev.daybook.notify;

import dev.daybook.failure.DaybookException;
import dev.daybook.settings.NoticeSettings;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is told what, through which channels, and by when jobs must have run.
 *
 * @param routes the first that fits a notice is taken; the log where none does
 * @param supervisor address of those who are told of the visits of sales people without an entry; null for none
 * @param supervisors addresses by sales person, whose name is in lower case
 */
public record NoticePlan(
        List<Route> routes, @Nullable String supervisor, Map<String, String> supervisors, List<Deadline> deadlines) {

    private static final Logger log = LoggerFactory.getLogger(NoticePlan.class);

    private static final Route TO_THE_LOG = new Route(Set.of(), Set.of(), Set.of(ChannelName.LOG), List.of(), null);

    static final Route TO_THE_QUEUE = new Route(Set.of(), Set.of(), Set.of(ChannelName.QUEUE), List.of(), null);

    /** Everything goes to the log, no job has a deadline. */
    static final NoticePlan ALL_TO_THE_LOG = new NoticePlan(List.of(), null, Map.of(), List.of());

    /**
     * @param jobs it is for; empty for all
     * @param kinds it is for; empty for all
     * @param channels empty for notices nobody wants
     * @param topic of SNS; null for none
     */
    record Route(
            Set<String> jobs,
            Set<NoticeKind> kinds,
            Set<ChannelName> channels,
            List<String> recipients,
            @Nullable String topic) {

        boolean fits(NoticeKind kind, String job) {
            return (jobs.isEmpty() || jobs.contains(job)) && (kinds.isEmpty() || kinds.contains(kind));
        }
    }

    /**
     * By when a job must have completed for a business date.
     *
     * @param at time of day
     * @param daysAfter how many days after the business date
     * @param weekdays of business dates it has to run for
     * @param since the first business date; null for the first one it was run for
     */
    record Deadline(
            String job,
            LocalTime at,
            int daysAfter,
            ZoneId zone,
            Set<DayOfWeek> weekdays,
            @Nullable LocalDate since) {}

    /** @throws DaybookException of kind CONFIGURATION for the first thing that is wrong with the file */
    public static NoticePlan of(NoticeSettings settings) {
        return of(settings, Set.of());
    }

    /**
     * @param jobs names that may stand in the file; empty takes any
     * @throws DaybookException of kind CONFIGURATION for the first thing that is wrong with the file
     */
    public static NoticePlan of(NoticeSettings settings, Set<String> jobs) {
        Path file = settings.file();
        if (file == null) {
            return ALL_TO_THE_LOG;
        }
        try {
            return new NoticeFile(jobs, settings.smtp() != null).parse(file.toString(), Files.readString(file));
        } catch (CharacterCodingException e) {
            throw DaybookException.configuration(file + ": expected UTF-8 text");
        } catch (IOException e) {
            throw DaybookException.configuration("the file of notices %s cannot be read: %s".formatted(file, e));
        }
    }

    /** For those whose work must not depend on the file: with a warning everything goes to the log when it is wrong. */
    public static NoticePlan orTheLog(NoticeSettings settings) {
        try {
            return of(settings);
        } catch (DaybookException e) {
            log.warn("notices go to the log: {}", e.getMessage());
            return ALL_TO_THE_LOG;
        }
    }

    Route route(NoticeKind kind, String job) {
        return routes.stream()
                .filter(route -> route.fits(kind, job))
                .findFirst()
                .orElse(TO_THE_LOG);
    }

    /** Addresses of those who are told of a sales person's visits; empty when nobody is. */
    List<String> supervisorOf(String salesperson) {
        String named = supervisors.getOrDefault(key(salesperson), supervisor);
        return named == null ? List.of() : List.of(named);
    }

    static String key(String salesperson) {
        return PlainText.line(salesperson).toLowerCase(Locale.ROOT);
    }
}
