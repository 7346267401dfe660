package dev.daybook.launch;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.AbstractJob;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.cloud.task.batch.listener.support.JdbcTaskBatchDao;
import org.springframework.cloud.task.repository.TaskExecution;
import org.springframework.cloud.task.repository.TaskRepository;
import org.springframework.cloud.task.repository.support.SimpleTaskRepository;
import org.springframework.cloud.task.repository.support.TaskExecutionDaoFactoryBean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A request as Spring Cloud Task records it: when this process took it up, with what, and the exit code it ends with. The
 * repository is used directly: the listeners of Cloud Task's auto-configuration record 0 for a failed job.
 */
public final class TaskRecord {

    /** Longest argument and message the tables hold. */
    private static final int MAX_LENGTH = 2_500;

    private static final String PREFIX = "TASK_";

    private static final Logger log = LoggerFactory.getLogger(TaskRecord.class);

    private final DataSource source;
    private final TaskRepository tasks;
    private final TaskExecution task;

    private TaskRecord(DataSource source, TaskRepository tasks, TaskExecution task) {
        this.source = source;
        this.tasks = tasks;
        this.task = task;
    }

    private static TaskRepository repository(DataSource source) {
        return new SimpleTaskRepository(new TaskExecutionDaoFactoryBean(source, PREFIX));
    }

    /** Records that a request is taken up, and ties it to the run it will come to, if any. */
    static TaskRecord begin(DataSource source, Job job, Map<String, String> parameters) {
        TaskRepository tasks = repository(source);
        List<String> arguments = parameters.entrySet().stream()
                .map(parameter -> cut(parameter.getKey() + "=" + parameter.getValue()))
                .toList();
        TaskExecution begun = new TaskExecution();
        begun.setTaskName(job.getName());
        begun.setStartTime(LocalDateTime.now(ZoneId.systemDefault()));
        begun.setArguments(arguments);
        TaskRecord record = new TaskRecord(source, tasks, tasks.createTaskExecution(begun));
        ((AbstractJob) job).registerJobExecutionListener(record.link());
        return record;
    }

    /** Before the job does anything, so that a run whose process dies has its task. */
    private JobExecutionListener link() {
        return new JobExecutionListener() {
            @Override
            public void beforeJob(JobExecution execution) {
                new JdbcTaskBatchDao(source, PREFIX).saveRelationship(task, execution);
            }
        };
    }

    /**
     * @param exitCode of the process
     * @param message why it came to nothing; null for a request that was answered
     */
    void end(int exitCode, @Nullable String message) {
        try {
            end(tasks, task.getExecutionId(), exitCode, message);
        } catch (DataAccessException e) {
            log.warn("exit code {} of task {} was not recorded: {}", exitCode, task.getExecutionId(), e.getMessage());
        }
    }

    private static void end(TaskRepository tasks, long id, int exitCode, @Nullable String message) {
        LocalDateTime now = LocalDateTime.now(ZoneId.systemDefault());
        tasks.completeTaskExecution(id, exitCode, now, null, message == null ? null : cut(message));
    }

    /**
     * Ends what dead processes left open: the tasks of these runs.
     *
     * @param jobExecutionIds runs that are known not to be worked on
     * @return how many tasks were open
     */
    public static int closeOpen(DataSource source, Collection<Long> jobExecutionIds) {
        if (jobExecutionIds.isEmpty()) {
            return 0;
        }
        return close(
                source,
                JdbcClient.create(source)
                        .sql("select t.task_execution_id from task_execution t join task_task_batch b"
                                + " on b.task_execution_id = t.task_execution_id"
                                + " where t.end_time is null and b.job_execution_id in (:runs)")
                        .param("runs", jobExecutionIds)
                        .query(Long.class)
                        .list());
    }

    /**
     * Ends tasks that were begun a while ago and never came to a run, as when the process died before.
     *
     * @param begunBefore late enough for no living process to have begun one
     * @return how many there were
     */
    public static int closeUntied(DataSource source, Instant begunBefore) {
        return close(
                source,
                JdbcClient.create(source)
                        .sql("select t.task_execution_id from task_execution t where t.end_time is null"
                                + " and t.start_time < ? and not exists (select 1 from task_task_batch b"
                                + " where b.task_execution_id = t.task_execution_id)")
                        .param(LocalDateTime.ofInstant(begunBefore, ZoneId.systemDefault()))
                        .query(Long.class)
                        .list());
    }

    private static int close(DataSource source, List<Long> open) {
        TaskRepository tasks = repository(source);
        open.forEach(id -> end(tasks, Objects.requireNonNull(id), ExitCode.FAILED, "its process died"));
        return open.size();
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), MAX_LENGTH));
    }
}
