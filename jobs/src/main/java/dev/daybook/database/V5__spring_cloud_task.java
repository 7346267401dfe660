package dev.daybook.database;

import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** Spring Cloud Task's own tables, by the script its jar brings for the database at hand. */
final class V5__spring_cloud_task extends BaseJavaMigration {

    @Override
    public void migrate(Context context) throws Exception {
        String product = context.getConnection().getMetaData().getDatabaseProductName();
        String name = product.equals("PostgreSQL") ? "postgresql" : "h2";
        ScriptUtils.executeSqlScript(
                context.getConnection(),
                new ClassPathResource("org/springframework/cloud/task/schema-" + name + ".sql"));
    }
}
