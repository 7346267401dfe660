package dev.daybook.ops;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * What a filter asks of an execution, said twice: for finding those that have it by an index, and for looking whether
 * one has it, in words no index of ours is about, lest the database goes by that instead of by the newest.
 *
 * @param finding a query for numbers of executions
 * @param holds a condition about an execution {@code e}
 * @param values of both, in order
 */
record Condition(String finding, String holds, List<Object> values) {

    private static final String EXECUTIONS = "select x.job_execution_id from batch_job_execution x where ";

    static List<Condition> of(ExecutionFilter filter) {
        List<Condition> conditions = new ArrayList<>();
        filter.parameters().forEach((name, value) -> conditions.add(parameter(name, value)));
        if (filter.job() != null) {
            conditions.add(job(filter.job()));
        }
        if (!filter.statuses().isEmpty()) {
            conditions.add(
                    status(filter.statuses().stream().map(Enum::name).sorted().toList()));
        }
        if (filter.from() != null || filter.to() != null) {
            LocalDate from = filter.from() == null ? LocalDate.EPOCH : filter.from();
            LocalDate to = filter.to() == null ? LocalDate.of(9999, 1, 1) : filter.to();
            conditions.add(started(startOf(from), startOf(to.plusDays(1))));
        }
        return conditions;
    }

    private static Condition parameter(String name, String value) {
        String given = "select x.job_execution_id from batch_job_execution_params x"
                + " where x.parameter_value = ? and x.parameter_name = ?";
        return new Condition(
                given, "exists (" + given + " and x.job_execution_id = e.job_execution_id)", List.of(value, name));
    }

    private static Condition job(String job) {
        return new Condition(
                "select x.job_execution_id from batch_job_instance y"
                        + " join batch_job_execution x on x.job_instance_id = y.job_instance_id where y.job_name = ?",
                "exists (select 1 from batch_job_instance y where y.job_instance_id = e.job_instance_id"
                        + " and y.job_name = ?)",
                List.of(job));
    }

    private static Condition status(List<String> statuses) {
        String in = " in (" + "?, ".repeat(statuses.size() - 1) + "?)";
        return new Condition(EXECUTIONS + "x.status" + in, "coalesce(e.status, '')" + in, List.copyOf(statuses));
    }

    /** What has not started has not ended either. */
    private static Condition started(LocalDateTime from, LocalDateTime before) {
        String start = "coalesce(e.start_time, e.end_time)";
        return new Condition(
                EXECUTIONS + "x.start_time >= ? and x.start_time < ?",
                start + " >= ? and " + start + " < ?",
                List.of(from, before));
    }

    /** Batch stores local times of the machine that ran. */
    private static LocalDateTime startOf(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC)
                .withZoneSameInstant(ZoneId.systemDefault())
                .toLocalDateTime();
    }
}
