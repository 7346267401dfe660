package dev.daybook.query;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * DuckDB's own locks. They hold against reading, but not against every way of writing: COPY may write to a file that may be
 * read, also inside WITH and in a read-only transaction. {@link StatementCheck} keeps such statements out.
 */
final class Sandbox {

    /**
     * Settings of every connection, before any text of a user is looked at. The cache of footers is for views, which read
     * them when they are made and again when they are used.
     */
    static final String SETTINGS = String.join(
            ";",
            "SET TimeZone = 'UTC'",
            "SET memory_limit = '50%'",
            "SET temp_directory = ''",
            "SET parquet_metadata_cache = true",
            "SET allow_persistent_secrets = false",
            "SET allow_community_extensions = false",
            "SET autoinstall_known_extensions = false",
            "SET autoload_known_extensions = false");

    /** Ends what can be set up; only a read-only transaction follows. */
    static final String LOCK = "SET lock_configuration = true; BEGIN TRANSACTION READ ONLY";

    static final String NO_FILES = "SET enable_external_access = false; " + LOCK;

    private Sandbox() {}

    /** Allows these files and no others, for views to be made of them. */
    static String files(Stream<Path> files) {
        String allowed = files.flatMap(file -> Stream.of(file.toString(), Sql.globOf(file)))
                .distinct()
                .map(Sql::literal)
                .collect(Collectors.joining(", ", "[", "]"));
        return "SET allowed_paths = %s; SET enable_external_access = false".formatted(allowed);
    }
}
