package dev.daybook.http;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** How a source that answers in pages is asked for the next one. */
public sealed interface Paging {

    /**
     * @param source address of the source
     * @param page that was read last
     * @param rows on that page
     * @param read rows on all pages so far
     * @param pages read so far
     * @return empty when that was the last one
     */
    Optional<URI> next(URI source, JsonNode page, int rows, long read, int pages);

    /** Address of the first page. */
    default URI first(URI source) {
        return source;
    }

    /**
     * Pages by number, until one is empty.
     *
     * @param start number of the first page
     */
    record ByNumber(String parameter, int start) implements Paging {

        @Override
        public URI first(URI source) {
            return with(source, parameter, String.valueOf(start));
        }

        @Override
        public Optional<URI> next(URI source, JsonNode page, int rows, long read, int pages) {
            return rows == 0 ? Optional.empty() : Optional.of(with(source, parameter, String.valueOf(start + pages)));
        }
    }

    /** Pages by how many rows there are before them, until one is empty. */
    record ByOffset(String parameter) implements Paging {

        @Override
        public URI first(URI source) {
            return with(source, parameter, "0");
        }

        @Override
        public Optional<URI> next(URI source, JsonNode page, int rows, long read, int pages) {
            return rows == 0 ? Optional.empty() : Optional.of(with(source, parameter, String.valueOf(read)));
        }
    }

    /**
     * Each page has the mark of the next, the last one none.
     *
     * @param pointer JSON pointer to the mark
     */
    record ByCursor(String parameter, String pointer) implements Paging {

        @Override
        public Optional<URI> next(URI source, JsonNode page, int rows, long read, int pages) {
            return mark(page, pointer).map(mark -> with(source, parameter, mark));
        }
    }

    /**
     * Each page has the address of the next, the last one none.
     *
     * @param pointer JSON pointer to the address, which may be relative to the source's
     */
    record ByLink(String pointer) implements Paging {

        @Override
        public Optional<URI> next(URI source, JsonNode page, int rows, long read, int pages) {
            return mark(page, pointer).map(link -> WebClient.onSameHost(source, link));
        }
    }

    private static Optional<String> mark(JsonNode page, String pointer) {
        JsonNode mark = page.at(pointer);
        return mark.isString() || mark.isNumber()
                ? Optional.of(mark.asString()).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    private static URI with(URI source, String parameter, String value) {
        String separator = source.getRawQuery() == null ? "?" : "&";
        return URI.create(source + separator + URLEncoder.encode(parameter, StandardCharsets.UTF_8) + "="
                + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
}
