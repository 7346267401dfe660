package dev.daybook.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.daybook.infra.Program.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Terraform makes of the module of workloads, which needs no provider and so no network. */
record Workloads(JsonNode outputs) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Skips the test where there is no Terraform. */
    static Workloads applied(Path folder) throws IOException, InterruptedException {
        assumeTrue(Project.has("terraform"), "SKIPPED: there is no terraform on the PATH");
        String root = Project.read(Path.of("src/test/resources/infra/workloads.tf"))
                .replace(
                        "MODULE", Project.TERRAFORM.resolve("modules/workloads").toString());
        Files.writeString(folder.resolve("main.tf"), root);
        succeed(folder, "init", "-input=false", "-no-color");
        succeed(folder, "apply", "-auto-approve", "-input=false", "-no-color");
        JsonNode state = JSON.readTree(Project.read(folder.resolve("terraform.tfstate")));
        return new Workloads(state.get("outputs").get("workloads").get("value"));
    }

    private static void succeed(Path folder, String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "terraform";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Ended ended = new Program(folder).run(command);
        assertThat(ended.exitCode()).as(ended.out()).isZero();
    }

    /** Environment variables of a job's task, those that come from secrets with where they come from. */
    Map<String, String> environment(String job) {
        Map<String, String> environment = new LinkedHashMap<>();
        outputs.get("environment")
                .get(job)
                .properties()
                .forEach(entry ->
                        environment.put(entry.getKey(), entry.getValue().asString()));
        outputs.get("secret_environment")
                .properties()
                .forEach(entry ->
                        environment.put(entry.getKey(), entry.getValue().asString()));
        return environment;
    }
}
