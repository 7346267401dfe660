package dev.daybook.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/**
 * Indexes by which operators find one of 100,000 executions, and what their progress lacked. Spring Batch's script for
 * PostgreSQL indexes no foreign key.
 */
final class V7__finding_executions extends BaseJavaMigration {

    private static final List<String> EVERYWHERE = List.of(
            // Where the step went on from after a restart, and how long it has worked since: its pace.
            "alter table run_progress add column done_at_start bigint default 0 not null",
            "alter table run_progress add column elapsed_ms bigint default 0 not null",
            "create index batch_execution_status on batch_job_execution (status)",
            "create index batch_execution_start on batch_job_execution (start_time)");

    /** H2 indexes foreign keys by itself. */
    private static final List<String> ON_H2 =
            List.of("create index batch_parameter_value on batch_job_execution_params (parameter_value)");

    /** A value may have 2,500 characters, more than PostgreSQL has room for in an ordered index. */
    private static final List<String> ON_POSTGRESQL = List.of(
            "create index batch_execution_instance on batch_job_execution (job_instance_id)",
            "create index batch_parameter_execution on batch_job_execution_params (job_execution_id)",
            "create index batch_step_of_execution on batch_step_execution (job_execution_id)",
            "create index batch_parameter_value on batch_job_execution_params using hash (parameter_value)");

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        boolean isPostgres = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
        execute(connection, EVERYWHERE);
        execute(connection, isPostgres ? ON_POSTGRESQL : ON_H2);
    }

    private static void execute(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
