package dev.daybook.database;

import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/**
 * Spring Batch's own tables, by the script its jar brings for the database at hand. A later Batch that changes them
 * needs a migration of ours with the script it brings for that.
 */
final class V1__spring_batch extends BaseJavaMigration {

    @Override
    public void migrate(Context context) throws Exception {
        String name = Database.isPostgresql(context.getConnection()) ? "postgresql" : "h2";
        ScriptUtils.executeSqlScript(
                context.getConnection(),
                new ClassPathResource("org/springframework/batch/core/schema-" + name + ".sql"));
    }
}
