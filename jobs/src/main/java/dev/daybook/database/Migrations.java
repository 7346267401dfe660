package dev.daybook.database;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Brings the tables of a database up to date. */
final class Migrations {

    /** Version of the newest migration; when the database has it, Flyway, which takes its time, need not look. */
    static final String NEWEST = "15";

    private Migrations() {}

    static void run(DataSource source) {
        if (isUpToDate(source)) {
            return;
        }
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration")
                .javaMigrations(
                        new V1__spring_batch(),
                        new V4__one_running_execution(),
                        new V5__spring_cloud_task(),
                        new V7__finding_executions())
                .load()
                .migrate();
    }

    private static boolean isUpToDate(DataSource source) {
        try (var connection = source.getConnection();
                var tables = connection
                        .getMetaData()
                        .getTables(null, connection.getSchema(), "flyway_schema_history", null)) {
            if (!tables.next()) {
                return false;
            }
        } catch (SQLException e) {
            throw new CannotGetJdbcConnectionException("no connection", e);
        }
        return JdbcClient.create(source)
                        .sql(
                                "select count(*) from \"flyway_schema_history\" where \"version\" = ? and \"success\" = true")
                        .param(NEWEST)
                        .query(Integer.class)
                        .single()
                > 0;
    }
}
