package dev.daybook.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.AllJobs;
import dev.daybook.cli.DaybookCommand;
import dev.daybook.launch.JobDefinition;
import dev.daybook.settings.Settings;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What each task is told and may do, as Terraform computes it, against the application and the reviewed list. */
class WorkloadsTests {

    private static final Path GOLDEN = Project.TERRAFORM.resolve("golden/roles.txt");

    /** At most a quarter of what a container has goes to what is not the heap. */
    private static final double HEAP_SHARE = 0.75;

    @TempDir
    private static Path folder;

    private static Workloads workloads;

    @BeforeAll
    static void apply() throws Exception {
        workloads = Workloads.applied(folder);
    }

    @Test
    void eachRoleMayDoWhatWasReviewedAndNothingElse() throws IOException {
        String found = roles();
        Path written = Files.createDirectories(Path.of("target/infra")).resolve("roles.txt");
        Files.writeString(written, found);
        assertThat(found)
                .as("compare %s with the reviewed %s, and copy it there if each line is meant", written, GOLDEN)
                .isEqualTo(Project.read(GOLDEN));
    }

    @Test
    void noRoleHasAllActionsOfAServiceOrAllResources() {
        List<String> everything = new ArrayList<>();
        workloads.outputs().get("statements").properties().forEach(role -> {
            for (JsonNode statement : role.getValue().get("statements")) {
                List<String> actions = texts(statement.get("actions"));
                assertThat(actions).as(role.getKey()).isNotEmpty().noneMatch(action -> action.contains("*"));
                if (texts(statement.get("resources")).contains("*")) {
                    everything.addAll(actions);
                }
            }
        });
        assertThat(Set.copyOf(everything)).containsExactly("ecr:GetAuthorizationToken");
    }

    @Test
    void theApplicationUnderstandsTheEnvironmentOfEachTask() {
        for (String job : names("environment")) {
            Settings settings = Settings.of(workloads.environment(job), Path.of("/data"), Path.of("/data"));
            assertThat(settings.zones().lake().toString()).isEqualTo("s3://daybook-dev-lake-123456789012/");
            assertThat(settings.zones().landing().toString()).isEqualTo("s3://daybook-dev-landing-123456789012/");
            assertThat(settings.database().url()).startsWith("jdbc:postgresql://");
            assertThat(settings.run().stopWithin().toSeconds())
                    .as("a task is killed so long after SIGTERM")
                    .isLessThan(workloads.outputs().get("stop_timeout").asLong());
        }
        assertThat(workloads.environment("listen"))
                .containsEntry(
                        "DAYBOOK_QUEUE", "https://sqs.eu-central-1.amazonaws.com/123456789012/daybook-dev-landing");
    }

    @Test
    void theApplicationUnderstandsWhoIsToldOfWhat() throws IOException {
        Path notices = folder.resolve("notices.yaml");
        Files.writeString(notices, workloads.environment("maintenance").get("NOTICES_YAML"));
        Map<String, String> environment = Map.of(
                "DAYBOOK_NOTICES", notices.toString(),
                "DAYBOOK_SMTP_HOST", "mail.example.com",
                "DAYBOOK_MAIL_FROM", "daybook@example.com");
        DataFolder data = new DataFolder(folder.resolve("told"), TestDatabase.H2, environment);
        assertThat(execute(data, "run", "history-export", "date=2026-03-01")).isZero();
        assertThat(execute(data, "notices", "--json")).isZero();
    }

    private static int execute(DataFolder data, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", data.folder().toString()));
        return DaybookCommand.execute(AllJobs.list(), data.environment(), all.toArray(String[]::new));
    }

    @Test
    void eachTaskIsToldAVerbThereIsAndParametersTheJobHas() {
        Map<String, JobDefinition> jobs =
                AllJobs.list().stream().collect(Collectors.toMap(JobDefinition::name, job -> job));
        DataFolder data = new DataFolder(folder.resolve("asked"));
        workloads.outputs().get("jobs").properties().forEach(entry -> {
            List<String> command = texts(entry.getValue().get("command"));
            if (command.get(0).equals("run")) {
                assertThat(command).containsExactly("run", entry.getKey());
                assertThat(jobs.get(entry.getKey()).parameters().stream().map(JobDefinition.Parameter::name))
                        .containsAll(scheduledParameters(entry.getValue()));
            } else {
                List<String> help = new ArrayList<>(command);
                help.add("--help");
                assertThat(execute(data, help.toArray(String[]::new)))
                        .as(String.join(" ", help))
                        .isZero();
            }
        });
    }

    @Test
    void theHeapLeavesRoomForTheRestOfTheProcess() {
        workloads
                .outputs()
                .get("jobs")
                .properties()
                .forEach(entry -> assertThat(entry.getValue().get("heap").asDouble())
                        .as(entry.getKey())
                        .isLessThanOrEqualTo(entry.getValue().get("memory").asDouble() * HEAP_SHARE));
    }

    private static List<String> scheduledParameters(JsonNode job) {
        List<String> names = new ArrayList<>();
        job.get("schedules")
                .properties()
                .forEach(schedule -> texts(schedule.getValue().get("arguments"))
                        .forEach(argument -> names.add(argument.split("=", 2)[0])));
        return names;
    }

    private static Set<String> names(String output) {
        Set<String> names = new TreeSet<>();
        workloads.outputs().get(output).properties().forEach(entry -> names.add(entry.getKey()));
        return names;
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    private static String roles() {
        StringBuilder text = new StringBuilder();
        workloads.outputs().get("statements").properties().forEach(role -> {
            text.append(role.getKey())
                    .append(", taken by ")
                    .append(role.getValue().get("trusted").asString())
                    .append('\n');
            role.getValue().get("statements").forEach(statement -> append(text, statement));
            text.append('\n');
        });
        return text.toString();
    }

    private static void append(StringBuilder text, JsonNode statement) {
        text.append("  ")
                .append(String.join(" ", texts(statement.get("actions"))))
                .append('\n');
        texts(statement.get("resources"))
                .forEach(resource -> text.append("    ").append(resource).append('\n'));
        JsonNode condition = statement.get("condition");
        if (condition != null && !condition.isNull()) {
            text.append("    if %s %s %s\n"
                    .formatted(
                            condition.get("variable").asString(),
                            condition.get("test").asString(),
                            String.join(" ", texts(condition.get("values")))));
        }
    }
}
