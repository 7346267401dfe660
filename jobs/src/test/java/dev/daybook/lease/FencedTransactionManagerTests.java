package dev.daybook.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.database.Database;
import dev.daybook.testing.DataFolder;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

class FencedTransactionManagerTests {

    private static final String NEW_NAME = "alter table run_session rename to run_session_away";
    private static final String OLD_NAME = "alter table run_session_away rename to run_session";

    @TempDir
    private Path folder;

    @Test
    void aTransactionThatCannotBeNotedLeavesNoConnectionBehind() {
        try (HikariDataSource source = Database.open(new DataFolder(folder).settings());
                RunLease lease = new RunLease(new Leases(source, Duration.ofMinutes(5)))) {
            lease.acquire("x", "legacy-import");
            TransactionTemplate transaction = new TransactionTemplate(new FencedTransactionManager(source, lease));
            JdbcClient jdbc = JdbcClient.create(source);

            jdbc.sql(NEW_NAME).update();
            assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {}))
                    .isInstanceOf(DataAccessException.class);
            assertThat(TransactionSynchronizationManager.hasResource(source)).isFalse();
            assertThat(source.getHikariPoolMXBean().getActiveConnections()).isZero();

            jdbc.sql(OLD_NAME).update();
            transaction.executeWithoutResult(status -> assertThat(jdbc.sql("select count(*) from run_session")
                            .query(Integer.class)
                            .single())
                    .isOne());
        }
    }
}
