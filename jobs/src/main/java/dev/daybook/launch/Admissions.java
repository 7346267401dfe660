package dev.daybook.launch;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Every request, and what was decided about it. */
public final class Admissions {

    private static final int MAX_REASON_LENGTH = 2_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    public Admissions(DataSource source) {
        this.jdbc = JdbcClient.create(source);
    }

    /** What is decided about a request. */
    enum Decision {
        STARTED,
        DUPLICATE,
        REFUSED
    }

    /**
     * @param reason null for a request that is run
     * @param executionId the run it has to do with; null when that is not known yet
     * @return number of the request
     */
    long record(String job, Request request, Decision decision, @Nullable String reason, @Nullable Long executionId) {
        GeneratedKeyHolder id = new GeneratedKeyHolder();
        jdbc.sql("insert into admission (requested_at, requested_by, job_name, parameters, decision, reason,"
                        + " job_execution_id, source, request_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .param(OffsetDateTime.now(ZoneOffset.UTC))
                .param(request.requestedBy())
                .param(job)
                .param(json(request))
                .param(decision.name())
                .param(cut(reason))
                .param(executionId)
                .param(request.source().label())
                .param(request.requestId())
                .update(id, "admission_id");
        return Objects.requireNonNull(id.getKey()).longValue();
    }

    private static @Nullable String cut(@Nullable String reason) {
        return reason == null ? null : reason.substring(0, Math.min(reason.length(), MAX_REASON_LENGTH));
    }

    private static String json(Request request) {
        return JSON.writeValueAsString(new TreeMap<>(request.parameters()));
    }

    /**
     * Records a request whose effect is there already, without a run.
     *
     * @param executionId the run that had the effect
     */
    public void recordDuplicate(String job, Request request, String reason, long executionId) {
        record(job, request, Decision.DUPLICATE, reason, executionId);
    }

    /**
     * The completed run that answers a request: one of the same id, job and parameters came to it before. Empty for a
     * request without an id.
     */
    public Optional<Long> answerTo(String job, Request request) {
        if (request.requestId() == null) {
            return Optional.empty();
        }
        return jdbc
                .sql("select a.parameters, a.job_execution_id from admission a"
                        + " join batch_job_execution e on e.job_execution_id = a.job_execution_id"
                        + " where a.request_id = ? and a.job_name = ? and a.decision in ('STARTED', 'DUPLICATE')"
                        + " and e.status = 'COMPLETED' order by a.admission_id")
                .params(request.requestId(), job)
                .query((row, number) -> Map.entry(row.getString(1), row.getLong(2)))
                .list()
                .stream()
                .filter(earlier -> earlier.getKey().equals(json(request)))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    void setExecution(long request, long executionId) {
        jdbc.sql("update admission set job_execution_id = ? where admission_id = ?")
                .params(executionId, request)
                .update();
    }

    void setRefused(long request, @Nullable String reason) {
        jdbc.sql("update admission set decision = 'REFUSED', reason = ? where admission_id = ?")
                .param(cut(reason))
                .param(request)
                .update();
    }

    /** Parameters a run was asked for with; empty when its process died before that was noted. */
    public Optional<Map<String, String>> parametersOf(long executionId) {
        return jdbc.sql("select parameters from admission where job_execution_id = ? and decision = 'STARTED'"
                        + " order by admission_id desc fetch first 1 rows only")
                .param(executionId)
                .query(String.class)
                .optional()
                .map(json -> JSON.readValue(json, new TypeReference<>() {}));
    }
}
