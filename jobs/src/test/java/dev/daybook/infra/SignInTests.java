package dev.daybook.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.daybook.infra.Program.Ended;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sign-in of the reports' site, which is not Java: its own tests are run. */
class SignInTests {

    @TempDir
    private Path folder;

    @Test
    void itsOwnTestsPass() throws Exception {
        assumeTrue(Project.has("node"), "SKIPPED: there is no node on the PATH");
        Ended ended = new Program(folder)
                .run(
                        "node",
                        "--test",
                        Project.ROOT.resolve("infra/sign-in/sign-in.test.mjs").toString());
        assertThat(ended.exitCode()).as(ended.out()).isZero();
        assertThat(ended.out()).contains("# pass 5", "# skipped 0");
    }
}
