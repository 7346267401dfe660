package dev.daybook.jobs.apisync;

import dev.daybook.failure.DaybookException;
import dev.daybook.sync.SyncSource.Document;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** Whether an answer is the document it is to be: JSON to its end, with rows where they belong. */
final class JsonRows {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JsonRows() {}

    /** @throws DaybookException of kind UPSTREAM when it is not: an error may come as JSON, too */
    static void require(Document document, Path file) {
        boolean hasRows = false;
        try (JsonParser parser = JSON.createParser(file)) {
            JsonToken token = parser.nextToken();
            while (token != null) {
                boolean isRows = token == JsonToken.START_ARRAY
                        && parser.streamReadContext().pathAsPointer().toString().equals(document.rows());
                token = parser.nextToken();
                hasRows |= isRows && token != JsonToken.END_ARRAY;
            }
        } catch (JacksonException e) {
            throw Fetching.upstream(
                    "%s: expected JSON, found what is none: %s. It is not taken for data"
                            .formatted(document.url(), e.getOriginalMessage()),
                    e);
        }
        if (!hasRows) {
            throw Fetching.upstream(
                    "%s: expected rows in an array at '%s', found none: the layout has changed, or it is an error. It is not taken for data"
                            .formatted(document.url(), document.rows()));
        }
    }
}
