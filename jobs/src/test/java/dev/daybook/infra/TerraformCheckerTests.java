package dev.daybook.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.daybook.infra.Program.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Terraform's own look at the files, and that of the checker that stands in for the AWS provider and lies outside the
 * project, in {@code ../shared/tools/tfcheck}.
 */
class TerraformCheckerTests {

    @TempDir
    private Path folder;

    @Test
    void allIsFormattedAsTerraformFormats() throws Exception {
        assumeTrue(Project.has("terraform"), "SKIPPED: there is no terraform on the PATH");
        Ended ended = new Program(folder)
                .run("terraform", "fmt", "-check", "-recursive", "-diff", Project.TERRAFORM.toString());
        assertThat(ended.exitCode()).as(ended.out()).isZero();
    }

    @ParameterizedTest
    @MethodSource("roots")
    void eachRootIsTrueToTheSchemaOfTheProvider(Path environment) throws Exception {
        assertClean(environment, List.of("--static"));
    }

    /** With everything that is there by choice, then with nothing of it. */
    @Tag("crash")
    @ParameterizedTest
    @MethodSource("environments")
    void eachEnvironmentCanBePlannedAndAllOfItsPoliciesAreSound(Path environment) throws Exception {
        Path values = Path.of("src/test/resources/infra/everything.tfvars").toAbsolutePath();
        assertClean(environment, List.of("--plan", "--fmt", "--var-file", values.toString()));
        Path few = Path.of("src/test/resources/infra/least.tfvars").toAbsolutePath();
        assertClean(environment, List.of("--plan", "--var-file", few.toString()));
    }

    @Tag("crash")
    @ParameterizedTest
    @MethodSource("modules")
    void eachModuleIsTrueToTheSchemaByItself(Path module) throws Exception {
        assertClean(module, List.of("--static"));
    }

    private void assertClean(Path checked, List<String> options) throws Exception {
        Path checker = checker();
        List<String> command = Stream.concat(
                        Stream.of("node", checker.toString(), checked.toString(), "--strict"), options.stream())
                .toList();
        Ended ended = new Program(folder).run(command);
        assertThat(ended.exitCode()).as(ended.out()).isZero();
        assertThat(ended.out()).contains("0 errors, 0 warnings");
    }

    private static Path checker() {
        Path checker = Path.of("/work/shared/tools/tfcheck/tfcheck.mjs");
        for (Path up = Project.ROOT; up != null && !Files.exists(checker); up = up.getParent()) {
            checker = up.resolve("shared/tools/tfcheck/tfcheck.mjs");
        }
        assumeTrue(Files.exists(checker), "SKIPPED: ../shared/tools/tfcheck is not here");
        assumeTrue(Project.has("node"), "SKIPPED: there is no node on the PATH");
        return checker;
    }

    static List<Path> environments() {
        return Project.environments();
    }

    static List<Path> roots() {
        return Stream.concat(Project.environments().stream(), Stream.of(Project.TERRAFORM.resolve("dashboards")))
                .toList();
    }

    static List<Path> modules() {
        return Project.modules();
    }
}
