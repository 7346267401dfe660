package dev.daybook.notify;

import java.util.Optional;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;

/** What a job says of its runs in notices; a bean of its configuration, where the plain words do not do. */
public interface RunNotice {

    /** For jobs that say nothing of their own. */
    RunNotice PLAIN = new RunNotice() {
        @Override
        public String title(JobExecution run) {
            return plainTitle(run.getJobInstance().getJobName(), run.getJobParameters());
        }

        @Override
        public String result(JobExecution run) {
            return "completed";
        }
    };

    /** The run at the beginning of a line, such as {@code Daily sales load 2026-03-01}. */
    String title(JobExecution run);

    /** What a completed run has done, such as {@code 48 sales, revenue 12,345.00}. */
    String result(JobExecution run);

    /**
     * What a failed run means to those who wait for its data, such as {@code latest data is still 2026-02-28}; empty where
     * nothing can be said.
     */
    default Optional<String> impact(JobExecution run) {
        return Optional.empty();
    }

    /** Whether notices of a kind are worth writing for this job. */
    default boolean tells(NoticeKind kind) {
        return true;
    }

    /** The job, and what it was run for. */
    static String plainTitle(String job, JobParameters parameters) {
        String date = parameters.getString("date");
        String subject = date == null ? parameters.getString("key") : date;
        return subject == null ? job : job + " " + subject;
    }
}
