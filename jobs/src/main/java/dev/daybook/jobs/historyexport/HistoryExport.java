package dev.daybook.jobs.historyexport;

import dev.daybook.failure.DaybookException;
import dev.daybook.launch.JobDefinition;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;

/** A day's runs, loads and rejects into the tables of these names. */
public final class HistoryExport implements JobDefinition {

    static final String NAME = "history-export";
    static final String DATE = "date";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Export a day's runs, loads and rejects as the tables runs, loads and rejects.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(new Parameter(DATE, false, "the day in UTC, such as 2026-03-01; default yesterday"));
    }

    @Override
    public Class<?> configuration() {
        return HistoryExportConfiguration.class;
    }

    /** @throws DaybookException of kind CONFIGURATION when it is no day, or one that is still to come */
    static LocalDate dayOf(Map<String, String> parameters) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String given = parameters.get(DATE);
        if (given == null) {
            return today.minusDays(1);
        }
        LocalDate day = parse(given);
        if (day.isAfter(today)) {
            throw DaybookException.configuration(
                    "date: expected a day up to today, %s, found %s".formatted(today, day));
        }
        return day;
    }

    private static LocalDate parse(String given) {
        try {
            return LocalDate.parse(given);
        } catch (DateTimeParseException e) {
            throw DaybookException.configuration(
                    "date: expected a day such as 2026-03-01, found '%s'".formatted(given));
        }
    }
}
