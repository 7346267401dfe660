package dev.daybook.lease;

import dev.daybook.database.Database;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Commits nothing of a run whose lease somebody else has: neither a chunk nor a decision to publish nor what Batch notes
 * about the run. A process that wakes up late changes nothing.
 */
public final class FencedTransactionManager extends JdbcTransactionManager {

    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial")
    private final RunLease lease;

    public FencedTransactionManager(DataSource source, RunLease lease) {
        super(source);
        this.lease = lease;
    }

    /** One whose beginning cannot be noted has not begun: its connection must not stay with the thread. */
    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        super.doBegin(transaction, definition);
        try {
            lease.noteTransaction();
        } catch (RuntimeException e) {
            doCleanupAfterCompletion(transaction);
            throw e;
        }
    }

    /** A connection that is gone was rolled back by the database: what went wrong before is what there is to tell. */
    @Override
    protected void doRollback(DefaultTransactionStatus status) {
        try {
            super.doRollback(status);
        } catch (TransactionException e) {
            if (!Database.isLost(e)) {
                throw e;
            }
        }
    }

    @Override
    protected void prepareForCommit(DefaultTransactionStatus status) {
        super.prepareForCommit(status);
        if (status.isNewTransaction() && !status.isReadOnly()) {
            lease.requireHeldUntilCommit();
        }
    }
}
