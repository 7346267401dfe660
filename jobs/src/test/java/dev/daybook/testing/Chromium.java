package dev.daybook.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A real browser without a window, where there is one; {@code -Dtest.browser=required} makes its absence a failure. */
public final class Chromium {

    private static final int PATIENCE_SECONDS = 120;

    private final Path program;
    private final Path profile;

    private Chromium(Path program, Path profile) {
        this.program = program;
        this.profile = profile;
    }

    /** Skips the test aloud where there is no Chromium. */
    public static Chromium orSkip(Path profile) {
        Optional<Path> program = Arrays.stream(System.getenv("PATH").split(":"))
                .flatMap(folder -> List.of("chromium", "chromium-browser", "google-chrome").stream()
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
        boolean isRequired = "required".equals(System.getProperty("test.browser"));
        if (program.isEmpty() && !isRequired) {
            System.err.println(
                    "SKIPPED: there is no Chromium on the PATH, so the pages were not looked at in a browser");
        }
        Assumptions.assumeTrue(program.isPresent() || isRequired, "no Chromium on the PATH");
        return new Chromium(program.orElseThrow(), profile);
    }

    /**
     * The document as it is when its scripts have come to rest.
     *
     * @param switches more of them
     */
    public String dom(String address, String... switches) {
        List<String> all = new ArrayList<>(List.of(switches));
        all.add("--dump-dom");
        return run(address, all.toArray(new String[0]));
    }

    public void screenshot(String address, Path png, int width, int height) {
        run(address, "--screenshot=" + png, "--window-size=%d,%d".formatted(width, height));
    }

    /** @param more switches */
    public String run(String address, String... more) {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--hide-scrollbars",
                "--virtual-time-budget=10000",
                "--user-data-dir=" + profile));
        command.addAll(List.of(more));
        command.add(address);
        try {
            Path err = Files.createTempFile(profile.getParent(), "chromium", ".log");
            Process process =
                    new ProcessBuilder(command).redirectError(err.toFile()).start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException("Chromium failed: " + Files.readString(err));
            }
            return out;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
