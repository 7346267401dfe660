package dev.daybook.store;

import dev.daybook.failure.DaybookException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Place of an object or folder. Keys are raw text, never percent-encoded: {@code 50%25.csv} is a file whose name holds
 * {@code %25}.
 *
 * @param scheme {@code file} or {@code s3}
 * @param bucket the S3 bucket; empty for files, never null
 * @param key for files the absolute, normalised path; for S3 the key without the slash after the bucket, empty for the
 *     bucket itself
 */
public record Location(String scheme, String bucket, String key) {

    private static final String FILE = "file";
    private static final String S3 = "s3";
    private static final Pattern WITH_SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(.*)", Pattern.DOTALL);
    private static final Pattern BUCKET_AND_KEY = Pattern.compile("//([^/]+)/?(.*)", Pattern.DOTALL);

    public Location {
        boolean valid = switch (scheme) {
            case FILE -> bucket.isEmpty() && key.startsWith("/");
            case S3 -> !bucket.isEmpty() && bucket.indexOf('/') < 0;
            default -> false;
        };
        if (!valid) {
            throw new IllegalArgumentException(
                    "Not a location: scheme '%s', bucket '%s', key '%s'".formatted(scheme, bucket, key));
        }
    }

    /**
     * Understands {@code s3://bucket/key}, {@code file:/path}, {@code file:///path}, absolute paths and paths relative to
     * {@code base}. A slash at the end is ignored.
     *
     * @throws DaybookException of kind CONFIGURATION for any other scheme and for text that names no place
     */
    public static Location parse(String text, Path base) {
        if (text.isBlank()) {
            throw DaybookException.configuration(
                    "An empty text is no place: give a path, file:/path or s3://bucket/key");
        }
        Matcher matcher = WITH_SCHEME.matcher(text);
        if (!matcher.matches()) {
            return of(base.resolve(path(text)));
        }
        String rest = matcher.group(2);
        return switch (matcher.group(1).toLowerCase(Locale.ROOT)) {
            case FILE -> parseFile(text, rest);
            case S3 -> parseS3(text, rest);
            default ->
                throw DaybookException.configuration(
                        "Unknown scheme '%s' in %s: give a path, file:/path or s3://bucket/key (a file with a colon in its name as ./%s)"
                                .formatted(matcher.group(1), text, text));
        };
    }

    /** The place of a local file or folder; a relative path is taken from the working directory. */
    public static Location of(Path path) {
        return new Location(FILE, "", path.toAbsolutePath().normalize().toString());
    }

    /**
     * The place {@code child} below this folder. The child may have several names joined by single slashes.
     *
     * @throws DaybookException of kind INPUT when a name is empty, {@code .} or {@code ..}: a child never leaves its folder
     */
    public Location resolve(String child) {
        for (String name : child.split("/", -1)) {
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                throw DaybookException.input(
                        "'%s' is no place below %s: names must not be empty, '.' or '..'".formatted(child, this));
            }
        }
        return new Location(scheme, bucket, folderPrefix() + child);
    }

    /**
     * The folder around this place.
     *
     * @throws IllegalStateException for the root folder and for a bucket, which have none
     */
    public Location parent() {
        if (isRoot()) {
            throw new IllegalStateException(this + " has no parent");
        }
        int slash = key.lastIndexOf('/');
        String parent = key.substring(0, Math.max(slash, 0));
        return new Location(scheme, bucket, isLocal() && parent.isEmpty() ? "/" : parent);
    }

    /** The last name of the key; empty for the root folder and for a bucket. */
    public String name() {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    public boolean isLocal() {
        return scheme.equals(FILE);
    }

    /**
     * The path of a local place.
     *
     * @throws IllegalStateException for a place in S3
     */
    public Path path() {
        if (!isLocal()) {
            throw new IllegalStateException(this + " is not on the local disk");
        }
        return path(key);
    }

    /**
     * The key text of {@code inside} below this folder, such that {@code resolve} leads back to it.
     *
     * @throws IllegalArgumentException when {@code inside} is not below this folder
     */
    public String relativize(Location inside) {
        if (!contains(inside)) {
            throw new IllegalArgumentException(inside + " is not below " + this);
        }
        return inside.key.substring(folderPrefix().length());
    }

    /** Whether {@code inside} is below this folder, however deep; a folder does not contain itself. */
    public boolean contains(Location inside) {
        String prefix = folderPrefix();
        return scheme.equals(inside.scheme)
                && bucket.equals(inside.bucket)
                && inside.key.startsWith(prefix)
                && inside.key.length() > prefix.length();
    }

    /** {@code s3://bucket/key} or {@code file:/path}, not percent-encoded; {@link #parse} reads it back. */
    @Override
    public String toString() {
        return isLocal() ? FILE + ":" + key : S3 + "://" + bucket + "/" + key;
    }

    /** What every key below this folder starts with; empty for a bucket. */
    String folderPrefix() {
        return namesFolder() ? key : key + "/";
    }

    /** Whether the key cannot be an object's: S3 consoles use keys with a slash at the end as folder markers. */
    boolean namesFolder() {
        return key.isEmpty() || key.endsWith("/");
    }

    boolean isRoot() {
        return List.of("", "/").contains(key);
    }

    private static Location parseFile(String text, String rest) {
        String path = rest.startsWith("///") ? rest.substring(2) : rest;
        if (!path.startsWith("/") || path.startsWith("//")) {
            throw DaybookException.configuration(
                    "%s is no absolute file location: write file:/path, or a plain path".formatted(text));
        }
        return of(path(path));
    }

    private static Location parseS3(String text, String rest) {
        Matcher matcher = BUCKET_AND_KEY.matcher(rest);
        if (!matcher.matches()) {
            throw DaybookException.configuration("%s names no bucket: write s3://bucket/key".formatted(text));
        }
        return new Location(S3, matcher.group(1), withoutSlashesAtEnd(matcher.group(2)));
    }

    private static String withoutSlashesAtEnd(String key) {
        int end = key.length();
        while (end > 0 && key.charAt(end - 1) == '/') {
            end--;
        }
        return key.substring(0, end);
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new DaybookException(
                    DaybookException.Kind.CONFIGURATION,
                    "'%s' is no path here: %s. With letters outside ASCII, start with LC_ALL=C.UTF-8"
                            .formatted(text, e.getReason()),
                    e);
        }
    }
}
