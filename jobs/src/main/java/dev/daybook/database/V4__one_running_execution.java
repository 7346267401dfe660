package dev.daybook.database;

import java.sql.Statement;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/**
 * On PostgreSQL the table itself refuses a second running execution of a job instance. H2 has no index over some of the
 * rows, and closes the database on one over a generated column (TRAPS, house rule 1): there the lease alone refuses.
 */
final class V4__one_running_execution extends BaseJavaMigration {

    @Override
    public void migrate(Context context) throws Exception {
        if (!Database.isPostgresql(context.getConnection())) {
            return;
        }
        try (Statement statement = context.getConnection().createStatement()) {
            statement.execute("create unique index one_running_execution on batch_job_execution (job_instance_id)"
                    + " where status in ('STARTING', 'STARTED', 'STOPPING')");
        }
    }
}
