package dev.daybook.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Habits of the pipelines, which run elsewhere. */
class WorkflowTests {

    private static final Path GITHUB = Project.ROOT.resolve(".github");

    @Test
    void eachActionIsPinnedByHashAndNothingMayWriteByDefault() throws IOException {
        try (Stream<Path> files = Files.list(GITHUB.resolve("workflows"))) {
            List<Path> workflows = files.sorted().toList();
            assertThat(workflows)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactly("deploy.yml", "terraform.yml", "verify.yml");
            for (Path workflow : workflows) {
                String text = Project.read(workflow);
                assertThat(text.lines().filter(line -> line.contains("uses:")))
                        .isNotEmpty()
                        .allMatch(line -> line.matches(" +- uses: [\\w-]+/[\\w-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+"));
                assertThat(read(workflow)).containsEntry("permissions", Map.of("contents", "read"));
            }
        }
    }

    @Test
    void nothingOfAnEventIsPutIntoAScript() throws IOException {
        try (Stream<Path> files = Files.list(GITHUB.resolve("workflows"))) {
            files.forEach(file ->
                    assertThat(Project.read(file)).doesNotContain("${{ github.event.head", "${{ github.head_ref"));
        }
    }

    @Test
    void prodComesAfterDevAndAPersonsYes() throws IOException {
        Map<?, ?> jobs =
                (Map<?, ?>) read(GITHUB.resolve("workflows/deploy.yml")).get("jobs");
        Map<?, ?> prod = (Map<?, ?>) jobs.get("prod");
        assertThat(prod.get("needs")).isEqualTo("dev");
        assertThat(prod.get("environment")).isEqualTo("prod");
        assertThat(prod.get("steps")).isEqualTo(((Map<?, ?>) jobs.get("dev")).get("steps"));
    }

    @Test
    void updatesComeGroupedAndOnceAWeek() throws IOException {
        List<?> updates = (List<?>) read(GITHUB.resolve("dependabot.yml")).get("updates");
        assertThat(updates).hasSize(3).allSatisfy(update -> {
            Map<?, ?> each = (Map<?, ?>) update;
            assertThat(each.get("schedule")).isEqualTo(Map.of("interval", "weekly"));
            assertThat((Map<?, ?>) each.get("groups")).hasSize(1);
        });
    }

    private static Map<String, Object> read(Path file) {
        return new Yaml().load(Project.read(file));
    }
}
