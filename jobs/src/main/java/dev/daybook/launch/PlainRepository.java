package dev.daybook.launch;

import dev.daybook.failure.DaybookException;
import javax.sql.DataSource;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.Isolation;

/** The job repository without jobs and without a lease, for those who look after runs that are not theirs. */
public final class PlainRepository {

    private PlainRepository() {}

    public static JobRepository of(DataSource source) {
        try {
            JdbcJobRepositoryFactoryBean factory = new JdbcJobRepositoryFactoryBean();
            factory.setDataSource(source);
            factory.setTransactionManager(new JdbcTransactionManager(source));
            factory.setIsolationLevelForCreateEnum(Isolation.READ_COMMITTED);
            factory.afterPropertiesSet();
            return factory.getObject();
        } catch (Exception e) {
            throw DaybookException.storage("the job repository cannot be opened: " + e.getMessage(), e);
        }
    }
}
