package dev.daybook.ops;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The latest runs of a job by the day they were for, its parameter {@code date}. */
public final class DayRuns {

    private final Map<LocalDate, Run> latest;

    private DayRuns(Map<LocalDate, Run> latest) {
        this.latest = latest;
    }

    /** The latest run for a day. */
    public record Run(long executionId, BatchStatus status) {}

    public static DayRuns of(DataSource source, String job) {
        List<Map.Entry<String, Run>> runs = JdbcClient.create(source)
                .sql("select p.parameter_value, e.job_execution_id, e.status from batch_job_execution e"
                        + " join batch_job_instance i on i.job_instance_id = e.job_instance_id"
                        + " join batch_job_execution_params p on p.job_execution_id = e.job_execution_id"
                        + " where i.job_name = ? and p.parameter_name = 'date' order by e.job_execution_id")
                .param(job)
                .query((row, number) ->
                        Map.entry(row.getString(1), new Run(row.getLong(2), BatchStatus.valueOf(row.getString(3)))))
                .list();
        Map<LocalDate, Run> latest = new TreeMap<>();
        runs.forEach(run -> day(run.getKey()).ifPresent(day -> latest.put(day, run.getValue())));
        return new DayRuns(latest);
    }

    /** A run that was started by other means may have anything for a date. */
    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Empty for a day no run was for. */
    public Optional<Run> latest(LocalDate day) {
        return Optional.ofNullable(latest.get(day));
    }
}
