package dev.daybook.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.daybook.failure.DaybookException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event as a line with one JSON object: the run it is of and the values it carries are fields of their own beside
 * {@code time}, {@code level}, {@code logger}, {@code thread} and {@code message}.
 */
final class JsonLines extends EncoderBase<ILoggingEvent> {

    private final JsonMapper mapper = JsonMapper.builder().build();

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("time", Instant.ofEpochMilli(event.getTimeStamp()).toString());
        fields.put("level", event.getLevel().toString());
        fields.put("logger", event.getLoggerName());
        fields.put("thread", event.getThreadName());
        fields.put("message", event.getFormattedMessage());
        fields.putAll(event.getMDCPropertyMap());
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                fields.put(pair.key, pair.value);
            }
        }
        if (event.getThrowableProxy() != null) {
            addFailure(event.getThrowableProxy(), fields);
        }
        return (mapper.writeValueAsString(fields) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** What a person can act on says all in its message; of anything else it is worth knowing where it came from. */
    private static void addFailure(IThrowableProxy failure, Map<String, Object> fields) {
        fields.put("error", failure.getClassName() + ": " + failure.getMessage());
        if (!failure.getClassName().equals(DaybookException.class.getName())) {
            fields.put("stackTrace", ThrowableProxyUtil.asString(failure));
        }
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }
}
