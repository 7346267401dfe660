package dev.daybook.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;
import org.h2.api.ErrorCode;

/**
 * Tells the pool which failures mean that H2's server is gone, as the pool knows the codes of other databases only: it
 * drops the connection, and the next one finds or starts another server.
 */
final class LostServer implements SQLExceptionOverride {

    private static final Set<Integer> LOST =
            Set.of(ErrorCode.CONNECTION_BROKEN_1, ErrorCode.DATABASE_IS_CLOSED, ErrorCode.DATABASE_CALLED_AT_SHUTDOWN);

    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException failure) {
        return LOST.contains(failure.getErrorCode()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
