package dev.daybook.http;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.DaybookException.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads all pages of a source once. Pages that repeat, and totals that change on the way or do not come out, mean that
 * rows were moved while they were read, or that the source does not end: then nothing of it is to be used.
 *
 * @param rows JSON pointer to the array of rows
 * @param total JSON pointer to the number of all rows; null where the source tells none
 * @param maxPages most pages there may be
 */
public record PageWalk(
        WebClient client,
        Paging paging,
        String rows,
        @Nullable String total,
        int maxPages) {

    /** Numbers stay as they are written. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /**
     * @param scratch file for a page, the caller's own
     * @param use given the rows in order, before it is known whether the walk is sound
     * @return how many rows there were
     * @throws DaybookException of kind UPSTREAM when the walk is not sound
     */
    public long read(URI source, Path scratch, Consumer<JsonNode> use) {
        Set<String> seen = new HashSet<>();
        OptionalLong expected = OptionalLong.empty();
        long read = 0;
        Optional<URI> at = Optional.of(paging.first(source));
        for (int pages = 1; at.isPresent(); pages++) {
            URI uri = at.get();
            JsonNode page = page(uri, scratch);
            JsonNode found = rowsOf(uri, page);
            if (pages > maxPages || found.size() > 0 && !seen.add(found.toString())) {
                throw unsound(
                        uri,
                        pages > maxPages ? "more than %,d pages".formatted(maxPages) : "it repeats an earlier page");
            }
            OptionalLong told = totalOf(uri, page);
            if (pages > 1 && !told.equals(expected)) {
                throw unsound(uri, "the total changed on the way from %s to %s".formatted(text(expected), text(told)));
            }
            expected = told;
            found.forEach(use);
            read += found.size();
            at = paging.next(source, page, found.size(), read, pages);
        }
        if (expected.isPresent() && expected.getAsLong() != read) {
            throw unsound(source, "%,d rows were told and %,d read".formatted(expected.getAsLong(), read));
        }
        return read;
    }

    private JsonNode page(URI uri, Path scratch) {
        WebAnswer.Document document = (WebAnswer.Document) client.get(uri, Validators.NONE, scratch);
        try {
            return JSON.readTree(Files.readAllBytes(document.file()));
        } catch (IOException e) {
            throw DaybookException.storage(scratch + " cannot be read: " + e.getMessage(), e);
        } catch (JacksonException e) {
            throw new DaybookException(
                    Kind.UPSTREAM, "%s: expected JSON, found none: %s".formatted(uri, e.getOriginalMessage()), e);
        }
    }

    private JsonNode rowsOf(URI uri, JsonNode page) {
        JsonNode found = page.at(rows);
        if (!found.isArray()) {
            throw Refusals.upstream("%s: expected an array at '%s', found %s: the layout has changed"
                    .formatted(uri, rows, found.isMissingNode() ? "nothing" : found.getNodeType()));
        }
        return found;
    }

    private OptionalLong totalOf(URI uri, JsonNode page) {
        if (total == null) {
            return OptionalLong.empty();
        }
        JsonNode found = page.at(total);
        if (!found.isIntegralNumber()) {
            throw Refusals.upstream(
                    "%s: expected a whole number at '%s': the layout has changed".formatted(uri, total));
        }
        return OptionalLong.of(found.asLong());
    }

    private static String text(OptionalLong number) {
        return number.isPresent() ? "%,d".formatted(number.getAsLong()) : "none";
    }

    private static DaybookException unsound(URI uri, String why) {
        return Refusals.upstream("%s: %s. Nothing of this walk is used: run it again".formatted(uri, why));
    }
}
