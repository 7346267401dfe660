package dev.daybook.athena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import dev.daybook.store.ObjectStores;
import dev.daybook.store.S3Settings;
import dev.daybook.testing.AthenaService;
import dev.daybook.testing.AwsServer;
import dev.daybook.testing.GlueService;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Queries against a server that answers in Athena's place, with DuckDB behind it. */
class AthenaQueryTests {

    private final AthenaService athena =
            new AthenaService(new GlueService(), new ObjectStores(new S3Settings(null, "eu-central-1", false)));
    private final AwsServer server = new AwsServer(athena);
    private final AthenaQuery query = AthenaQuery.open(
            new AthenaSettings("daybook", "analysts", "s3://results/", "eu-central-1", server.endpoint()));

    @AfterEach
    void nothingWasSaidThatAthenaDoesNotKnow() {
        query.close();
        server.close();
        assertThat(server.violations()).isEmpty();
    }

    @Test
    void valuesComeInTheirTypes() {
        try (AthenaResult result = query.run("select 12 as i, cast(1.50 as decimal(18,2)) as d, 2.5::double as f,"
                + " true as b, date '2026-03-01' as day, timestamp '2026-03-01 12:34:56.789' as t, 'text' as s,"
                + " cast(null as varchar) as n, '' as e")) {
            assertThat(result.columns()).containsExactly("i", "d", "f", "b", "day", "t", "s", "n", "e");
            assertThat(result.types())
                    .containsExactly(
                            "INTEGER",
                            "DECIMAL(18,2)",
                            "DOUBLE",
                            "BOOLEAN",
                            "DATE",
                            "TIMESTAMP",
                            "VARCHAR",
                            "VARCHAR",
                            "VARCHAR");
            assertThat(result.next()).isTrue();
            List<Object> row = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                row.add(result.value(i));
            }
            assertThat(row)
                    .containsExactly(
                            12L,
                            new BigDecimal("1.50"),
                            2.5,
                            true,
                            LocalDate.of(2026, 3, 1),
                            LocalDateTime.parse("2026-03-01T12:34:56.789"),
                            "text",
                            null,
                            "");
            assertThat(result.next()).isFalse();
            assertThat(result.took()).isEqualTo(Duration.ofMillis(1234));
            assertThat(result.cost()).isZero();
        }
        assertThat(AthenaValues.read("2026-03-01 12:34:56.789 Europe/Berlin", "TIMESTAMP WITH TIME ZONE"))
                .isEqualTo(Instant.parse("2026-03-01T11:34:56.789Z"));
    }

    @Test
    void rowsOfManyPagesAllComeAndTheHeaderIsNone() {
        try (AthenaResult result = query.run("select i from range(2500) t(i) order by i")) {
            long expected = 0;
            while (result.next()) {
                assertThat(result.value(0)).isEqualTo(expected++);
            }
            assertThat(expected).isEqualTo(2500);
        }
        assertThat(Collections.frequency(server.calls(), "GetQueryResults")).isEqualTo(3);
    }

    @Test
    void aStartWhoseAnswerIsLostIsNoSecondQuery() {
        server.loseAnswer("StartQueryExecution");
        try (AthenaResult result = query.run("select 1 as one")) {
            assertThat(result.next()).isTrue();
        }
        assertThat(Collections.frequency(server.calls(), "StartQueryExecution")).isEqualTo(2);
        assertThat(athena.queries()).isEqualTo(1);
    }

    @Test
    void aMistakeIsToldAsAthenaTellsIt() {
        assertThatThrownBy(() -> query.run("select nothing from nowhere"))
                .isInstanceOfSatisfying(
                        DaybookException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(DaybookException.Kind.CONFIGURATION))
                .hasMessageContaining("The query failed: ")
                .hasMessageContaining("nowhere");
    }

    @Test
    void anInterruptEndsTheQueryInAthenaToo() throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread waiting = new Thread(() -> {
            try {
                query.run("select count(*) from range(100000000000) a(i)").close();
            } catch (DaybookException e) {
                failure.set(e);
            }
        });
        waiting.start();
        while (!server.calls().contains("GetQueryExecution")) {
            Thread.sleep(20);
        }
        waiting.interrupt();
        waiting.join();
        assertThat(server.calls()).endsWith("StopQueryExecution");
        assertThat(failure.get()).hasMessageContaining("was interrupted, and ended");
    }
}
