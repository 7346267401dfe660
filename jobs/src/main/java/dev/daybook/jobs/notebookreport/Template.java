package dev.daybook.jobs.notebookreport;

import dev.daybook.failure.DaybookException;
import dev.daybook.notebook.Cell;
import dev.daybook.notebook.Notebook;
import dev.daybook.notebook.NotebookException;
import dev.daybook.reporting.Period;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import tools.jackson.databind.JsonNode;

/**
 * A notebook template. Its metadata {@code daybook} declares title, extracts, and how it is published.
 *
 * @param json the notebook's text
 */
record Template(String name, byte[] json) {

    private static final Pattern EXTRACT = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    /** @param sql with the period put in */
    record Extract(String name, String sql) {}

    /** A copy that may be changed. */
    Notebook notebook() {
        try {
            return Notebook.read(json, "template " + name);
        } catch (NotebookException e) {
            throw new DaybookException(DaybookException.Kind.CONFIGURATION, String.valueOf(e.getMessage()), e);
        }
    }

    String sha256() {
        return DigestUtils.sha256Hex(json);
    }

    String title() {
        return notebook().daybook().path("title").asString(name);
    }

    /** Besides {@code latest/<name>.pdf}, the name the newest PDF is known by; empty for none. */
    String latestPdf() {
        return notebook().daybook().path("pdf").path("latest").asString("");
    }

    Period defaultPeriod(LocalDate today) {
        boolean isMonthly = notebook().daybook().path("period").asString("week").equals("month");
        YearMonth month = YearMonth.from(today).minusMonths(1);
        return isMonthly ? new Period(month.atDay(1), month.atEndOfMonth()) : Period.weekBefore(today);
    }

    /** In the order they are declared. */
    List<Extract> extracts(Period period) {
        Map<String, String> declared = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> extract :
                notebook().daybook().path("extracts").properties()) {
            declared.put(extract.getKey(), Cell.text(extract.getValue()));
        }
        List<Extract> extracts = new ArrayList<>();
        declared.forEach((extract, sql) -> extracts.add(new Extract(checked(extract), withPeriod(sql, period))));
        return extracts;
    }

    private String checked(String extract) {
        if (!EXTRACT.matcher(extract).matches()) {
            throw DaybookException.configuration(
                    "template %s: '%s' is no name of an extract: expected a-z, 0-9 and _, such as sales_by_day"
                            .formatted(name, extract));
        }
        return extract;
    }

    private static String withPeriod(String sql, Period period) {
        return sql.replace("${from}", "DATE '" + period.from() + "'").replace("${to}", "DATE '" + period.to() + "'");
    }

    @Override
    public String toString() {
        return name;
    }
}
