package dev.daybook.reporting;

import dev.daybook.reporting.ReportRecord.Status;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All reports. Writes take part in the caller's transaction. */
public final class ReportLog {

    private static final String OF_REVISION = " where name = ? and period_from = ? and period_to = ? and revision = ?";
    private static final int LONGEST_ERROR = 2000;

    private final JdbcClient jdbc;

    public ReportLog(DataSource source) {
        this.jdbc = JdbcClient.create(source);
    }

    /** The newest report of a period. */
    public Optional<ReportRecord> latest(String name, Period period) {
        return jdbc.sql("select * from report where name = ? and period_from = ? and period_to = ?"
                        + " order by revision desc fetch first 1 rows only")
                .params(name, period.from(), period.to())
                .query(ReportLog::record)
                .optional();
    }

    public ReportRecord get(String name, Period period, int revision) {
        return jdbc.sql("select * from report" + OF_REVISION)
                .params(name, period.from(), period.to(), revision)
                .query(ReportLog::record)
                .single();
    }

    /** Begins a report of a period, the next one. */
    public ReportRecord begin(String name, Period period, String title, String digest) {
        int revision = latest(name, period).map(before -> before.revision() + 1).orElse(0);
        String id = "report_" + period.compact() + (revision == 0 ? "" : "-" + (revision + 1));
        jdbc.sql(
                        "insert into report (name, period_from, period_to, revision, report_id, title, digest, status, begun_at)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        name,
                        period.from(),
                        period.to(),
                        revision,
                        id,
                        title,
                        digest,
                        Status.RUNNING.name(),
                        OffsetDateTime.now(ZoneOffset.UTC))
                .update();
        return get(name, period, revision);
    }

    /**
     * Records what its extracts were taken from, which may be newer than what it was admitted with.
     *
     * @param rows of all extracts
     */
    public void setExtracted(ReportRecord report, String digest, long rows) {
        jdbc.sql("update report set digest = ?, extract_rows = ?" + OF_REVISION)
                .params(
                        digest,
                        rows,
                        report.name(),
                        report.period().from(),
                        report.period().to(),
                        report.revision())
                .update();
    }

    /** Of a report that is in the archive; {@link #setPublished} has to follow. */
    public void setPublishing(ReportRecord report, long jobInstanceId, long executionId) {
        end(report, Status.PUBLISHING, jobInstanceId, executionId, null);
    }

    public void setPublished(ReportRecord report) {
        jdbc.sql("update report set status = ?" + OF_REVISION)
                .params(
                        Status.PUBLISHED.name(),
                        report.name(),
                        report.period().from(),
                        report.period().to(),
                        report.revision())
                .update();
    }

    public void setFailed(ReportRecord report, long jobInstanceId, long executionId, String error) {
        String kept = error.substring(0, Math.min(LONGEST_ERROR, error.length()));
        end(report, Status.FAILED, jobInstanceId, executionId, kept);
    }

    private void end(ReportRecord report, Status status, long jobInstanceId, long executionId, @Nullable String error) {
        jdbc.sql("update report set status = ?, job_instance_id = ?, job_execution_id = ?, error = ?, ended_at = ?"
                        + OF_REVISION)
                .param(status.name())
                .param(jobInstanceId)
                .param(executionId)
                .param(error)
                .param(OffsetDateTime.now(ZoneOffset.UTC))
                .param(report.name())
                .param(report.period().from())
                .param(report.period().to())
                .param(report.revision())
                .update();
    }

    /** Keeps the figures of a report in place of those it had. */
    public void setFigures(ReportRecord report, Map<String, BigDecimal> figures) {
        jdbc.sql("delete from report_figure where name = ? and report_id = ?")
                .params(report.name(), report.id())
                .update();
        int position = 0;
        for (Map.Entry<String, BigDecimal> figure : figures.entrySet()) {
            jdbc.sql("insert into report_figure (name, report_id, position, figure, amount) values (?, ?, ?, ?, ?)")
                    .params(report.name(), report.id(), position++, figure.getKey(), figure.getValue())
                    .update();
        }
    }

    /** The figures of a report, in their order. */
    public Map<String, BigDecimal> figures(ReportRecord report) {
        Map<String, BigDecimal> figures = new LinkedHashMap<>();
        jdbc.sql("select figure, amount from report_figure where name = ? and report_id = ? order by position")
                .params(report.name(), report.id())
                .query((row, number) -> Map.entry(row.getString(1), row.getBigDecimal(2)))
                .list()
                .forEach(figure -> figures.put(figure.getKey(), figure.getValue()));
        return figures;
    }

    /** The published report of the last period that ended before this one began. */
    public Optional<ReportRecord> before(String name, Period period) {
        return jdbc.sql("select * from report where name = ? and period_to < ? and status in (?, ?)"
                        + " order by period_to desc, period_from desc, revision desc fetch first 1 rows only")
                .params(name, period.from(), Status.PUBLISHING.name(), Status.PUBLISHED.name())
                .query(ReportLog::record)
                .optional();
    }

    /** The published report of the newest period, and of that the last. */
    public Optional<ReportRecord> current(String name) {
        return jdbc.sql("select * from report where name = ? and status in (?, ?)"
                        + " order by period_to desc, period_from desc, revision desc fetch first 1 rows only")
                .params(name, Status.PUBLISHING.name(), Status.PUBLISHED.name())
                .query(ReportLog::record)
                .optional();
    }

    /** All that have ended, the newest first. */
    public List<ReportRecord> ended() {
        return jdbc.sql("select * from report where ended_at is not null"
                        + " order by ended_at desc, name, period_to desc, revision desc")
                .query(ReportLog::record)
                .list();
    }

    private static ReportRecord record(ResultSet row, int number) throws SQLException {
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        return new ReportRecord(
                row.getString("name"),
                new Period(row.getObject("period_from", LocalDate.class), row.getObject("period_to", LocalDate.class)),
                row.getInt("revision"),
                row.getString("report_id"),
                row.getString("title"),
                row.getString("digest"),
                Status.valueOf(row.getString("status")),
                row.getObject("job_instance_id", Long.class),
                row.getObject("job_execution_id", Long.class),
                row.getLong("extract_rows"),
                row.getString("error"),
                row.getObject("begun_at", OffsetDateTime.class).toInstant(),
                ended == null ? null : ended.toInstant());
    }
}
