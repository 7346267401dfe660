package dev.daybook.load;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is to be minded about loads though they have come to a good end. Writes take part in the caller's transaction. */
public final class LoadWarnings {

    private static final int MAX_LENGTH = 2_000;

    private final JdbcClient jdbc;

    public LoadWarnings(DataSource source) {
        this.jdbc = JdbcClient.create(source);
    }

    /** Sets the warning of a kind in place of an earlier one. */
    public void set(long loadId, String kind, String warning) {
        clear(loadId, kind);
        jdbc.sql("insert into ledger_warning (load_id, kind, warning) values (?, ?, ?)")
                .params(loadId, kind, warning.substring(0, Math.min(warning.length(), MAX_LENGTH)))
                .update();
    }

    public void clear(long loadId, String kind) {
        jdbc.sql("delete from ledger_warning where load_id = ? and kind = ?")
                .params(loadId, kind)
                .update();
    }

    /** By kind. */
    public List<String> of(long loadId) {
        return jdbc.sql("select warning from ledger_warning where load_id = ? order by kind")
                .param(loadId)
                .query(String.class)
                .list();
    }
}
