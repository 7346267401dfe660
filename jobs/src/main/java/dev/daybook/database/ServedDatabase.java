package dev.daybook.database;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Connections to the server of a data folder's database, which is started when there is none. */
final class ServedDatabase extends AbstractDataSource {

    /** For how long a server that is just ending, or that somebody else is starting, is waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    /** Of several servers started at once all but one end at once; that one may need so long to be ready. */
    private static final int LOOKS_BETWEEN_STARTS = 20;

    private final LocalDatabase database;
    private final Duration idle;

    ServedDatabase(LocalDatabase database, Duration idle) {
        this.database = database;
        this.idle = idle;
    }

    @Override
    public Connection getConnection() throws SQLException {
        long begin = System.nanoTime();
        String answer = "";
        SQLException failure = null;
        for (int look = 0; System.nanoTime() - begin < PATIENCE.toNanos(); look++) {
            Optional<ServerAddress> address = server();
            if (address.isPresent()) {
                try {
                    return connect(address.get());
                } catch (SQLException e) {
                    failure = e;
                }
            }
            if (look % LOOKS_BETWEEN_STARTS == 0) {
                answer = start();
            } else {
                pause();
            }
        }
        throw unreachable(answer, failure);
    }

    private static SQLException unreachable(String answer, @Nullable SQLException failure) {
        if (failure == null || !answer.equals(DatabaseServer.READY)) {
            return new SQLException("its server cannot be started: " + answer);
        }
        return new SQLException("its server lets nobody in: " + failure.getMessage(), failure);
    }

    /** The user is always the same; who may come in is decided by the key. */
    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    /** How long {@link #getConnection()} takes at most. */
    @Override
    public int getLoginTimeout() {
        return (int) PATIENCE.toSeconds();
    }

    /** It is what it is. */
    @Override
    public void setLoginTimeout(int seconds) {}

    private static Connection connect(ServerAddress address) throws SQLException {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:tcp://127.0.0.1:%d/%s".formatted(address.port(), address.key()));
        source.setUser(LocalDatabase.USER);
        source.setPassword(LocalDatabase.PASSWORD);
        return source.getConnection();
    }

    private Optional<ServerAddress> server() throws SQLException {
        try {
            return database.server();
        } catch (IOException e) {
            throw new SQLException("the address of its server cannot be read: " + e, e);
        }
    }

    private String start() throws SQLException {
        try {
            return ServerStart.start(database, idle);
        } catch (IOException e) {
            throw new SQLException("its server cannot be started: " + e, e);
        }
    }

    private static void pause() throws SQLException {
        try {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for its server", e);
        }
    }
}
