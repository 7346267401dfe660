package dev.daybook.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class LogContextTests {

    @AfterEach
    void leave() {
        MDC.clear();
    }

    private static Map<String, String> seenBy(ExecutorService worker) throws Exception {
        try {
            return worker.submit(MDC::getCopyOfContextMap).get();
        } finally {
            worker.shutdownNow();
        }
    }

    @Test
    void aThreadThatWorksForARunLogsAsThatRun() throws Exception {
        LogContext.enter("legacy-import", 7, "2026-03-01");
        ExecutorService worker =
                Executors.newSingleThreadExecutor(task -> new Thread(LogContext.inherited(task), "worker"));
        assertThat(seenBy(worker))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("job", "legacy-import", "execution", "7", "businessDate", "2026-03-01"));
    }

    @Test
    void aRunWithoutABusinessDateHasNone() {
        LogContext.enter("legacy-import", 7, null);
        assertThat(MDC.getCopyOfContextMap()).containsOnlyKeys("job", "execution");
    }

    @Test
    void whatComesAfterARunIsNotOfIt() {
        MDC.put("other", "x");
        LogContext.enter("legacy-import", 7, "2026-03-01");
        LogContext.leave();
        assertThat(MDC.getCopyOfContextMap()).containsOnlyKeys("other");
    }
}
