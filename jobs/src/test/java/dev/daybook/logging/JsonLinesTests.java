package dev.daybook.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.daybook.failure.DaybookException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonLinesTests {

    private static JsonNode line(@Nullable Throwable failure) {
        LoggerContext context = new LoggerContext();
        LoggingEvent event = new LoggingEvent(
                "here",
                context.getLogger("dev.daybook.x"),
                Level.WARN,
                "read {} \"rows\"\nof it",
                failure,
                new Object[] {7});
        event.setMDCPropertyMap(Map.of("job", "legacy-import"));
        event.addKeyValuePair(new KeyValuePair("rows", 7L));
        String text = new String(new JsonLines().encode(event), StandardCharsets.UTF_8);
        assertThat(text.lines()).hasSize(1);
        assertThat(text).endsWith("\n");
        return JsonMapper.builder().build().readTree(text);
    }

    @Test
    void anEventIsOneLineWhoseValuesAreFields() {
        JsonNode line = line(null);
        assertThat(line.get("level").asString()).isEqualTo("WARN");
        assertThat(line.get("logger").asString()).isEqualTo("dev.daybook.x");
        assertThat(line.get("thread").asString())
                .isEqualTo(Thread.currentThread().getName());
        assertThat(line.get("message").asString()).isEqualTo("read 7 \"rows\"\nof it");
        assertThat(line.get("job").asString()).isEqualTo("legacy-import");
        assertThat(line.get("rows").isIntegralNumber()).isTrue();
        assertThat(line.has("error")).isFalse();
    }

    @Test
    void whereAFailureCameFromIsToldUnlessItsMessageSaysAll() {
        JsonNode bug = line(new IllegalStateException("lost"));
        assertThat(bug.get("error").asString()).isEqualTo("java.lang.IllegalStateException: lost");
        assertThat(bug.get("stackTrace").asString()).contains("JsonLinesTests");
        JsonNode input = line(DaybookException.input("no such file"));
        assertThat(input.get("error").asString()).endsWith(": no such file");
        assertThat(input.has("stackTrace")).isFalse();
    }
}
