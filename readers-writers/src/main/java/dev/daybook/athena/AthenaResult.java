package dev.daybook.athena;

import dev.daybook.query.QueryResult;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.ColumnInfo;
import software.amazon.awssdk.services.athena.model.Datum;
import software.amazon.awssdk.services.athena.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.Row;
import software.amazon.awssdk.services.athena.model.StatementType;

/** Rows of a query that Athena has run to its end, fetched a page at a time; and what it took. */
public final class AthenaResult implements QueryResult {

    /** Of the regions most use, as AWS's price list gave it in 2026; scanned bytes are counted in units of a megabyte. */
    public static final BigDecimal DOLLARS_PER_TERABYTE = new BigDecimal("5.00");

    private static final long MEGABYTE = 1L << 20;
    private static final long LEAST_MEGABYTES = 10;
    private static final BigDecimal MEGABYTES_OF_TERABYTE = BigDecimal.valueOf(1L << 20);
    private static final int CENTS_OF_CENTS = 6;

    private final AthenaClient client;
    private final QueryExecution execution;
    private final List<ColumnInfo> columns;
    private final List<String> types;
    private Iterator<Row> page;
    private @Nullable String nextPage;
    private @Nullable Row row;

    private AthenaResult(AthenaClient client, QueryExecution execution, GetQueryResultsResponse first) {
        this.client = client;
        this.execution = execution;
        this.columns = first.resultSet().resultSetMetadata().columnInfo();
        this.types = columns.stream().map(AthenaValues::type).toList();
        this.page = first.resultSet().rows().iterator();
        this.nextPage = first.nextToken();
        if (execution.statementType() == StatementType.DML && page.hasNext()) {
            // The first row of a SELECT are the names of its columns.
            page.next();
        }
    }

    static AthenaResult of(AthenaClient client, QueryExecution execution) {
        return new AthenaResult(
                client, execution, client.getQueryResults(get -> get.queryExecutionId(execution.queryExecutionId())));
    }

    @Override
    public List<String> columns() {
        return columns.stream().map(ColumnInfo::name).toList();
    }

    @Override
    public List<String> types() {
        return types;
    }

    @Override
    public boolean next() {
        while (!page.hasNext() && nextPage != null) {
            fetch(nextPage);
        }
        row = page.hasNext() ? page.next() : null;
        return row != null;
    }

    private void fetch(String token) {
        try {
            GetQueryResultsResponse fetched = client.getQueryResults(
                    get -> get.queryExecutionId(execution.queryExecutionId()).nextToken(token));
            page = fetched.resultSet().rows().iterator();
            nextPage = fetched.nextToken();
        } catch (SdkException e) {
            throw AthenaFailures.of(e);
        }
    }

    @Override
    public @Nullable Object value(int column) {
        if (row == null) {
            throw new IllegalStateException("there is no present row");
        }
        List<Datum> values = row.data();
        String text = column < values.size() ? values.get(column).varCharValue() : null;
        return text == null ? null : AthenaValues.read(text, types.get(column));
    }

    /** The query's id, under which Athena's own console shows it. */
    public String id() {
        return execution.queryExecutionId();
    }

    public long scannedBytes() {
        Long scanned = execution.statistics().dataScannedInBytes();
        return scanned == null ? 0 : scanned;
    }

    public Duration took() {
        Long millis = execution.statistics().totalExecutionTimeInMillis();
        return Duration.ofMillis(millis == null ? 0 : millis);
    }

    /** In US dollars at {@link #DOLLARS_PER_TERABYTE}: each query counts for at least 10 MB, one that scans nothing for none. */
    public BigDecimal cost() {
        long scanned = scannedBytes();
        long megabytes = scanned == 0 ? 0 : Math.max(LEAST_MEGABYTES, (scanned + MEGABYTE - 1) / MEGABYTE);
        return DOLLARS_PER_TERABYTE
                .multiply(BigDecimal.valueOf(megabytes))
                .divide(MEGABYTES_OF_TERABYTE, CENTS_OF_CENTS, RoundingMode.UP);
    }

    @Override
    public void close() {
        page = List.<Row>of().iterator();
        nextPage = null;
    }
}
