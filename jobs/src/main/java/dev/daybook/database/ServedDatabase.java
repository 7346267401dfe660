package dev.daybook.database;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.h2.jdbcx.JdbcDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Connections to the server of a data folder's database, which is started when there is none. */
final class ServedDatabase extends AbstractDataSource {

    private static final Logger log = LoggerFactory.getLogger(ServedDatabase.class);

    /** For how long a server that is just ending, or that somebody else is starting, is waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

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
        String failure = "";
        for (int look = 0; System.nanoTime() - begin < PATIENCE.toNanos(); look++) {
            Optional<Connection> connection = connect();
            if (connection.isPresent()) {
                return connection.get();
            }
            if (look % LOOKS_BETWEEN_STARTS == 0) {
                failure = start();
            } else {
                pause();
            }
        }
        throw new SQLException("its server cannot be started: " + failure);
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

    /** @return empty when there is no server, or none that lets anybody in */
    private Optional<Connection> connect() throws SQLException {
        Optional<ServerAddress> address = server();
        if (address.isEmpty()) {
            return Optional.empty();
        }
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:tcp://127.0.0.1:%d/%s"
                .formatted(address.get().port(), address.get().key()));
        source.setUser(LocalDatabase.USER);
        source.setPassword(LocalDatabase.PASSWORD);
        try {
            return Optional.of(source.getConnection());
        } catch (SQLException e) {
            log.debug("the server of {} does not answer: {}", database.database(), e.getMessage());
            return Optional.empty();
        }
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
