package dev.daybook.load;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes what the job repository keeps of runs that are long over: those of job instances that are completed or
 * abandoned. Instances by which a duplicate is known stay: those of loads whose rows the table has, and of each day's
 * latest export. The ledger, publications, leases and the record of operators' actions stay whole.
 */
public final class HistoryPurge {

    private static final int BATCH = 500;

    private static final String OVER = """
            from batch_job_instance i
            join batch_job_execution e on e.job_execution_id =
                (select max(x.job_execution_id) from batch_job_execution x where x.job_instance_id = i.job_instance_id)
            where e.status in ('COMPLETED', 'ABANDONED')
              and not exists (select 1 from batch_job_execution x where x.job_instance_id = i.job_instance_id
                  and (x.end_time is null or x.end_time >= :before))
            """;

    private static final String NEEDED = """
            (exists (select 1 from ledger l where l.job_instance_id = i.job_instance_id
                 and l.status in ('LOADED', 'DUPLICATE_CONTENT', 'LOADING'))
             or exists (select 1 from history_export h where h.job_instance_id = i.job_instance_id
                 and h.revision = (select max(g.revision) from history_export g where g.history_day = h.history_day)))
            """;

    /** Requests that came to no run of their own. */
    private static final String UNTIED_TASKS = """
            select t.task_execution_id from task_execution t where t.end_time < :before and not exists
                (select 1 from task_task_batch b where b.task_execution_id = t.task_execution_id)
            order by t.task_execution_id fetch first :batch rows only
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final HistoryLog log;

    public HistoryPurge(DataSource source, PlatformTransactionManager transactionManager) {
        this.jdbc = JdbcClient.create(source);
        this.transaction = new TransactionTemplate(transactionManager);
        this.log = new HistoryLog(source);
    }

    /**
     * What was removed, or would be.
     *
     * @param runs job executions
     * @param instances job instances, of which each has one run or several
     * @param unexported runs among them that ended on days history-export was never run for
     * @param kept instances as old that stay because duplicates are known by them
     */
    public record Counts(long runs, long instances, long unexported, long kept) {}

    /** @param isDryRun only counts */
    public Counts run(Duration olderThan, boolean isDryRun) {
        LocalDateTime before = LocalDateTime.ofInstant(Instant.now().minus(olderThan), ZoneId.systemDefault());
        long kept = jdbc.sql("select count(*) " + OVER + " and " + NEEDED)
                .param("before", before)
                .query(Long.class)
                .single();
        Counts counts = new Counts(0, 0, 0, kept);
        long after = -1;
        List<Long> instances = next(before, after);
        while (!instances.isEmpty()) {
            after = instances.get(instances.size() - 1);
            counts = plus(counts, instances, isDryRun);
            instances = next(before, after);
        }
        if (!isDryRun) {
            removeUntied(before);
        }
        return counts;
    }

    private List<Long> next(LocalDateTime before, long after) {
        return jdbc.sql("select i.job_instance_id " + OVER + " and not " + NEEDED
                        + " and i.job_instance_id > :after order by i.job_instance_id fetch first :batch rows only")
                .param("before", before)
                .param("after", after)
                .param("batch", BATCH)
                .query(Long.class)
                .list();
    }

    private record Run(long id, LocalDate day) {}

    private Counts plus(Counts counts, List<Long> instances, boolean isDryRun) {
        List<Run> runs = jdbc.sql("select job_execution_id, end_time from batch_job_execution"
                        + " where job_instance_id in (:instances)")
                .param("instances", instances)
                .query((row, number) -> new Run(row.getLong(1), day(row.getObject(2, LocalDateTime.class))))
                .list();
        Map<LocalDate, Long> byDay = runs.stream().collect(Collectors.groupingBy(Run::day, Collectors.counting()));
        long unexported = byDay.entrySet().stream()
                .filter(day -> log.latest(day.getKey()).isEmpty())
                .mapToLong(Map.Entry::getValue)
                .sum();
        if (!isDryRun) {
            transaction.executeWithoutResult(status -> {
                remove(instances, runs.stream().map(Run::id).toList());
                byDay.forEach(log::addPurged);
            });
        }
        return new Counts(
                counts.runs() + runs.size(),
                counts.instances() + instances.size(),
                counts.unexported() + unexported,
                counts.kept());
    }

    /** Batch stores local times of the machine. */
    private static LocalDate day(LocalDateTime local) {
        return local.atZone(ZoneId.systemDefault())
                .withZoneSameInstant(ZoneOffset.UTC)
                .toLocalDate();
    }

    /** Whatever refers to something goes before it. */
    private void remove(List<Long> instances, List<Long> runs) {
        List<Long> tasks = jdbc.sql("select task_execution_id from task_task_batch where job_execution_id in (:ids)")
                .param("ids", runs)
                .query(Long.class)
                .list();
        delete("task_task_batch", "job_execution_id", runs);
        removeTasks(tasks);
        delete("run_progress", "job_execution_id", runs);
        delete("admission", "job_execution_id", runs);
        delete("outbox", "job_execution_id", runs);
        delete("untold_run", "job_execution_id", runs);
        jdbc.sql("delete from batch_step_execution_context where step_execution_id in"
                        + " (select step_execution_id from batch_step_execution where job_execution_id in (:ids))")
                .param("ids", runs)
                .update();
        delete("batch_step_execution", "job_execution_id", runs);
        delete("batch_job_execution_context", "job_execution_id", runs);
        delete("batch_job_execution_params", "job_execution_id", runs);
        delete("batch_job_execution", "job_execution_id", runs);
        delete("batch_job_instance", "job_instance_id", instances);
    }

    private void removeTasks(Collection<Long> tasks) {
        delete("task_execution_params", "task_execution_id", tasks);
        delete("task_execution", "task_execution_id", tasks);
    }

    private void removeUntied(LocalDateTime before) {
        List<Long> tasks = untied(before);
        while (!tasks.isEmpty()) {
            List<Long> batch = tasks;
            transaction.executeWithoutResult(status -> removeTasks(batch));
            tasks = untied(before);
        }
        jdbc.sql("delete from admission where job_execution_id is null and requested_at < :before")
                .param("before", before.atZone(ZoneId.systemDefault()).toOffsetDateTime())
                .update();
    }

    private List<Long> untied(LocalDateTime before) {
        return jdbc.sql(UNTIED_TASKS)
                .param("before", before)
                .param("batch", BATCH)
                .query(Long.class)
                .list();
    }

    private void delete(String table, String column, Collection<Long> ids) {
        if (!ids.isEmpty()) {
            jdbc.sql("delete from %s where %s in (:ids)".formatted(table, column))
                    .param("ids", ids)
                    .update();
        }
    }
}
