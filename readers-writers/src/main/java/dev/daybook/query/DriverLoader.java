package dev.daybook.query;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.sql.Driver;
import java.util.Optional;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * Loads DuckDB's driver with a native library that is already on the disk. By itself the driver unpacks its 70 MB from the
 * jar into a temporary file at each start, which costs a third of a second, and leaves them there when the process is killed.
 * A driver whose jar has no library asks the class loader for one instead; this loader hides the one in the jar.
 */
final class DriverLoader extends ClassLoader {

    private static final String DRIVER_PACKAGE = "org.duckdb.";
    private static final String LIBRARY_IN_JAR = "libduckdb_java";

    private final NativeLibrary library;
    private final ClassLoader jar;
    private @Nullable Path unpacked;

    private DriverLoader(NativeLibrary library, ClassLoader jar) {
        super(jar);
        this.library = library;
        this.jar = jar;
    }

    /** The driver with the library in its cache where that is possible, or else as it comes. */
    static Driver load(NativeLibrary library) {
        try {
            DriverLoader loader = new DriverLoader(library, DuckDb.class.getClassLoader());
            return (Driver) Class.forName(DuckDBDriver.class.getName(), true, loader)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(DRIVER_PACKAGE)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    /** The driver asks here for its library, by a name that tells system and processor. */
    @Override
    public @Nullable URL getResource(String name) {
        URL resource = super.getResource(name);
        if (resource == null || !name.startsWith(LIBRARY_IN_JAR)) {
            return resource;
        }
        Optional<Path> copy = library.unpack(name, resource);
        unpacked = copy.orElse(null);
        return copy.isPresent() ? null : resource;
    }

    @Override
    protected @Nullable String findLibrary(String name) {
        return unpacked == null ? null : unpacked.toString();
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = jar.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
