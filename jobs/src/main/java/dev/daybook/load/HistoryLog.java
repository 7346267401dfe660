package dev.daybook.load;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which days were exported as tables of runs, loads and rejects. Writes take part in the caller's transaction. */
public final class HistoryLog {

    private final JdbcClient jdbc;

    public HistoryLog(DataSource source) {
        this.jdbc = JdbcClient.create(source);
    }

    /** What has become of an export. */
    public enum Status {
        /** Admitted; running, stopped or failed, and may be restarted. */
        EXPORTING,
        EXPORTED,
        /** Not gone on with: the day has changed, or what was staged is lost. */
        GIVEN_UP
    }

    /**
     * One export of one day.
     *
     * @param revision how many exports of the day there were before
     * @param digest of the facts the day had
     * @param jobInstanceId null before it is EXPORTED
     */
    public record Export(
            LocalDate day,
            int revision,
            String digest,
            Status status,
            @Nullable Long jobInstanceId) {

        /** What commit records say brought a generation about. */
        public String cause() {
            return "history-" + tag();
        }

        /** Tells its folders from those of others. */
        public String tag() {
            return "h" + day.toString().replace("-", "") + "r" + revision;
        }
    }

    public Optional<Export> latest(LocalDate day) {
        return jdbc.sql("select * from history_export where history_day = ? order by revision desc"
                        + " fetch first 1 rows only")
                .param(day.toString())
                .query(HistoryLog::export)
                .optional();
    }

    /** Records another export of a day; one that was begun before is given up. */
    public Export begin(LocalDate day, String digest) {
        int revision = latest(day).map(before -> before.revision() + 1).orElse(0);
        jdbc.sql("update history_export set status = 'GIVEN_UP' where history_day = ? and status = 'EXPORTING'")
                .param(day.toString())
                .update();
        jdbc.sql("insert into history_export (history_day, revision, digest, status, recorded_at)"
                        + " values (?, ?, ?, 'EXPORTING', ?)")
                .params(day.toString(), revision, digest, OffsetDateTime.now(ZoneOffset.UTC))
                .update();
        return new Export(day, revision, digest, Status.EXPORTING, null);
    }

    public void setExported(Export export, long jobInstanceId) {
        jdbc.sql("update history_export set status = 'EXPORTED', job_instance_id = ?, exported_at = ?"
                        + " where history_day = ? and revision = ?")
                .params(
                        jobInstanceId,
                        OffsetDateTime.now(ZoneOffset.UTC),
                        export.day().toString(),
                        export.revision())
                .update();
    }

    /** The day is exported anew the next time. */
    public void giveUp(Export export) {
        jdbc.sql("update history_export set status = 'GIVEN_UP' where history_day = ? and revision = ?"
                        + " and status = 'EXPORTING'")
                .params(export.day().toString(), export.revision())
                .update();
    }

    /** Tags of exports that may still be restarted. */
    Set<String> open() {
        return new TreeSet<>(
                jdbc
                        .sql("select * from history_export where status = 'EXPORTING'")
                        .query(HistoryLog::export)
                        .list()
                        .stream()
                        .map(Export::tag)
                        .toList());
    }

    /** Runs of the day that were purged; 0 for a day whose runs are all there. */
    public long purged(LocalDate day) {
        List<Long> runs = jdbc.sql("select runs from history_purge where history_day = ?")
                .param(day.toString())
                .query(Long.class)
                .list();
        return runs.isEmpty() ? 0 : runs.get(0);
    }

    /** Records that so many more runs of a day were purged. */
    void addPurged(LocalDate day, long runs) {
        int updated = jdbc.sql("update history_purge set runs = runs + ?, purged_at = ? where history_day = ?")
                .params(runs, OffsetDateTime.now(ZoneOffset.UTC), day.toString())
                .update();
        if (updated == 0) {
            jdbc.sql("insert into history_purge (history_day, runs, purged_at) values (?, ?, ?)")
                    .params(day.toString(), runs, OffsetDateTime.now(ZoneOffset.UTC))
                    .update();
        }
    }

    private static Export export(ResultSet row, int number) throws SQLException {
        long instance = row.getLong("job_instance_id");
        return new Export(
                LocalDate.parse(row.getString("history_day")),
                row.getInt("revision"),
                row.getString("digest"),
                Status.valueOf(row.getString("status")),
                row.wasNull() ? null : instance);
    }
}
