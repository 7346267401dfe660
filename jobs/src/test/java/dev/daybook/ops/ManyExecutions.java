package dev.daybook.ops;

import dev.daybook.testing.DataFolder;

/**
 * A hundred thousand executions on record, written by SQL alone. Number n is the one of job instance n, started n minutes
 * into 2026; each tenth is of another job, each hundredth but seven failed, and its file had n rows.
 */
final class ManyExecutions {

    static final int COUNT = 100_000;

    private ManyExecutions() {}

    static void insertInto(DataFolder data) {
        String numbers = " from system_range(1, " + COUNT + ")";
        data.update("insert into batch_job_instance (job_instance_id, version, job_name, job_key) select x, 0,"
                + " case when mod(x, 10) = 0 then 'other-job' else 'legacy-import' end, concat('key', x)" + numbers);
        data.update("insert into batch_job_execution (job_execution_id, version, job_instance_id, create_time,"
                + " start_time, end_time, status, exit_code, exit_message) select x, 0, x, " + minute("x") + ", "
                + minute("x") + ", " + minute("x + 1")
                + ", case when mod(x, 100) = 7 then 'FAILED' else 'COMPLETED' end,"
                + " case when mod(x, 100) = 7 then 'FAILED' else 'COMPLETED' end, ''" + numbers);
        parameter(data, "feed", "'legacy-visits'");
        parameter(data, "key", "concat('file-', mod(x, 1000), '.csv')");
        parameter(data, "sha256", "concat(repeat('0', 58), x)");
        parameter(data, "revision", "mod(x, 3)");
        parameter(data, "loadId", "x");
        data.update("insert into batch_step_execution (step_execution_id, version, step_name, job_execution_id,"
                + " create_time, status, commit_count) select x, 0, 'stage', x, " + minute("x") + ", 'COMPLETED', 1"
                + numbers);
        data.update("insert into ledger (load_id, feed, source_key, sha256, revision, status, table_name, source_uri,"
                + " size_bytes, job_instance_id, read_rows, contract, recorded_at) select x, 'legacy-visits',"
                + " concat('file-', x), repeat('0', 64), 0, 'LOADED', 'visits', concat('file:/', x), 1, x, x,"
                + " repeat('0', 64), current_timestamp" + numbers);
    }

    private static void parameter(DataFolder data, String name, String value) {
        data.update("insert into batch_job_execution_params (job_execution_id, parameter_name, parameter_type,"
                + " parameter_value, identifying) select x, '" + name + "', 'java.lang.String', " + value
                + ", 'Y' from system_range(1, " + COUNT + ")");
    }

    private static String minute(String number) {
        return "dateadd(minute, " + number + ", timestamp '2026-01-01 00:00:00')";
    }
}
