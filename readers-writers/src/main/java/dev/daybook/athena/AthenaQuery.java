package dev.daybook.athena;

import dev.daybook.failure.DaybookException;
import java.time.Duration;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.ResultConfiguration;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionRequest;

/**
 * Runs queries in Athena, in its dialect, which is Trino's. A query whose answer is waited for ends when the waiting thread
 * is interrupted or the process is told to end, so that nobody pays for what nobody reads. Thread-safe.
 */
public final class AthenaQuery implements AutoCloseable {

    private static final Duration FIRST_LOOK = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final AthenaSettings settings;
    private final AthenaClient client;

    private AthenaQuery(AthenaSettings settings, AthenaClient client) {
        this.settings = settings;
        this.client = client;
    }

    public static AthenaQuery open(AthenaSettings settings) {
        return new AthenaQuery(settings, AthenaConnection.open(settings));
    }

    /**
     * Runs a query to its end; rows are fetched as they are read.
     *
     * @throws DaybookException of kind REFUSED for a statement that does more than read; CONFIGURATION for a mistake in it,
     *     with what Athena says; UPSTREAM when Athena fails, does not answer, or was told to end the query
     */
    public AthenaResult run(String sql) {
        String statement = ReadingStatement.of(sql);
        try {
            String id = client.startQueryExecution(start(statement)).queryExecutionId();
            return AthenaResult.of(client, awaitEnd(id));
        } catch (SdkException e) {
            throw AthenaFailures.of(e);
        }
    }

    /** The token makes a start whose answer was lost, and that the SDK repeats, the same query. */
    private StartQueryExecutionRequest start(String statement) {
        StartQueryExecutionRequest.Builder start = StartQueryExecutionRequest.builder()
                .queryString(statement)
                .clientRequestToken(UUID.randomUUID().toString())
                .workGroup(settings.workgroup())
                .queryExecutionContext(context -> context.database(settings.database()));
        if (settings.output() != null) {
            start.resultConfiguration(ResultConfiguration.builder()
                    .outputLocation(settings.output())
                    .build());
        }
        return start.build();
    }

    private QueryExecution awaitEnd(String id) {
        Thread atExit = new Thread(() -> stop(id), "stop-query");
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            return poll(id);
        } catch (InterruptedException e) {
            stop(id);
            Thread.currentThread().interrupt();
            throw new DaybookException(
                    DaybookException.Kind.UPSTREAM, "query %s was interrupted, and ended".formatted(id), e);
        } finally {
            forget(atExit);
        }
    }

    private QueryExecution poll(String id) throws InterruptedException {
        Duration pause = FIRST_LOOK;
        while (true) {
            Thread.sleep(pause.toMillis());
            QueryExecution execution =
                    client.getQueryExecution(get -> get.queryExecutionId(id)).queryExecution();
            switch (execution.status().state()) {
                case SUCCEEDED -> {
                    return execution;
                }
                case FAILED, CANCELLED -> throw AthenaFailures.of(execution);
                default ->
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    private void stop(String id) {
        client.stopQueryExecution(stop -> stop.queryExecutionId(id));
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: the hook is at work.
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
