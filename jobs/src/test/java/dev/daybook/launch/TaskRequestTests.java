package dev.daybook.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskRequestTests {

    private static final Map<String, String> PARAMETERS = Map.of("file", "s3://drop/a b+\"ü\"\n.csv", "year", "2014");

    @Test
    void itIsReadBackFromAscii() {
        TaskRequest request =
                new TaskRequest("legacy-import", new Request(PARAMETERS, "sqs:daybook", Source.SQS, "r-ü", 7L));
        String json = request.toJson();
        assertThat(json).matches("\\p{ASCII}+").doesNotContain("\n");
        assertThat(TaskRequest.parse(json)).isEqualTo(request);
        TaskRequest plain = new TaskRequest("history-export", new Request(Map.of(), "somebody"));
        assertThat(TaskRequest.parse(plain.toJson())).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "hello | the request is not understood: ",
                "{} | expected the text 'job'",
                "{\"job\": 1} | expected the text 'job'",
                "{\"job\": \"x\", \"jab\": 1} | unknown 'jab', expected some of job, parameters, requestId, requestedBy",
                "{\"job\": \"x\", \"requestedBy\": \"y\"} | expected the text 'source'",
                "{\"job\": \"x\", \"requestedBy\": \"y\", \"source\": \"z\"} | expected cli, sqs, schedule or console as source, found 'z'",
                "{\"job\": \"x\", \"requestedBy\": \"y\", \"source\": \"sqs\", \"parameters\": {\"a\": 1}} | expected the text 'a'"
            })
    void whatIsNoneIsRefused(String json, String message) {
        assertThatThrownBy(() -> TaskRequest.parse(json))
                .isInstanceOfSatisfying(
                        DaybookException.class,
                        e -> assertThat(e.kind()).isEqualTo(DaybookException.Kind.CONFIGURATION))
                .hasMessageContaining(message);
    }

    @Test
    void anIdThatIsTooLongToBeKeptIsRefused() {
        assertThatThrownBy(() -> new Request(Map.of(), "x", Source.SQS, "i".repeat(201), null))
                .isInstanceOf(DaybookException.class)
                .hasMessage("requestId has 201 characters: expected at most 200");
    }
}
