package dev.daybook.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.daybook.infra.Program.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code infra/deploy} and {@code infra/teardown}, with programs on the PATH that note what they are asked. */
class DeployScriptTests {

    private static final String DIGEST = "sha256:" + "2".repeat(64);
    private static final String PRINCIPAL = "arn:aws:quicksight:eu-central-1:123456789012:group/default/readers";
    private static final String PLAN = """
              # module.platform.module.jobs.aws_ecs_cluster.this will be destroyed
              - resource "aws_ecs_cluster" "this" {
              # module.platform.module.storage.aws_s3_bucket.zone["lake"] will be destroyed
            """;

    @TempDir
    private Path folder;

    private String input = "";

    @BeforeEach
    void putProgramsOnThePath() throws IOException {
        Path programs = Files.createDirectories(folder.resolve("bin"));
        for (String name : List.of("terraform", "aws", "docker", "curl")) {
            Path program = programs.resolve(name);
            Files.copy(Path.of("src/test/resources/infra/programs", name), program);
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void aFirstDeployMakesTheRegistryThenTheImageThenAllThatRunsItThenTheDashboardsAndTriesThem() throws Exception {
        Ended ended = deploy("--yes", "--principal", PRINCIPAL);
        assertThat(ended.exitCode()).as(ended.out()).isZero();
        assertThat(calls())
                .containsSubsequence(
                        "terraform environments/dev init",
                        "terraform environments/dev plan -target=module.platform.module.registry",
                        "terraform environments/dev apply",
                        "docker build",
                        "docker push",
                        "terraform environments/dev plan",
                        "terraform environments/dev apply",
                        "terraform dashboards init",
                        "terraform dashboards plan",
                        "terraform dashboards apply",
                        "curl",
                        "aws run-task");
        assertThat(notes())
                .contains(
                        "-var=image_digest=sha256:" + "1".repeat(64),
                        "-var=email=ops@example.com",
                        "-backend-config=key=daybook/dev/platform.tfstate",
                        "-backend-config=key=daybook/dev/dashboards.tfstate",
                        "-backend-config=bucket=states");
    }

    @Test
    void whatIsAppliedIsThePlanThatWasShownAndNothingWithoutAYes() throws Exception {
        Ended refused = deploy("--image-digest", DIGEST);
        assertThat(refused.exitCode()).as(refused.out()).isEqualTo(3);
        assertThat(refused.out()).contains("Apply this to daybook-dev in eu-central-1?", "nothing was changed");
        assertThat(notes()).doesNotContain(" apply ");

        input = "yes\n";
        Ended ended = deploy("--image-digest", DIGEST);
        assertThat(ended.exitCode()).as(ended.out()).isZero();
        String planned = notes().replaceAll("(?s).*-out=(\\S+).*", "$1");
        assertThat(notes()).contains(" apply -input=false " + planned);
        assertThat(ended.out()).contains("no dashboards, as there is no --principal", "smoke: all well");
    }

    @Test
    void oneComponentIsPlannedAloneAndNothingElseIsTouched() throws Exception {
        Ended ended = deploy("--yes", "--image-digest", DIGEST, "--component", "jobs");
        assertThat(ended.exitCode()).as(ended.out()).isZero();
        assertThat(calls())
                .containsExactly(
                        "terraform environments/dev init",
                        "terraform environments/dev plan -target=module.platform.module.jobs",
                        "terraform environments/dev apply");
        assertThat(ended.out()).contains("jobs alone, with what it stands on: keys network storage registry database");
    }

    @Test
    void aPlanThatFailsIsNotApplied() throws Exception {
        Files.createFile(folder.resolve("plan-fails"));
        Ended ended = deploy("--yes", "--image-digest", DIGEST);
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(calls()).containsExactly("terraform environments/dev init", "terraform environments/dev plan");
    }

    @Test
    void anEnvironmentThatDoesNotWorkIsAFailedDeploy() throws Exception {
        Files.writeString(folder.resolve("task-code"), "1\n");
        Ended task = deploy("--yes", "--image-digest", DIGEST);
        assertThat(task.exitCode()).isEqualTo(1);
        assertThat(task.out()).contains("the task ended with 1: see the log group /daybook/daybook-dev/history-export");

        Files.writeString(folder.resolve("api-status"), "200");
        Ended open = deploy("--yes", "--image-digest", DIGEST);
        assertThat(open.exitCode()).isEqualTo(1);
        assertThat(open.out()).contains("the API answers 200 to a request without a token, expected 401");
    }

    @Test
    void badRequestsAreRefusedBeforeAnythingIsDone() throws Exception {
        assertRefused("which --environment", "deploy");
        assertRefused("--environment live: expected dev, test or prod", "deploy", "--environment", "live");
        assertRefused("--component lambda: expected all", "deploy", "--environment", "dev", "--component", "lambda");
        assertRefused("in which --state-bucket", "deploy", "--environment", "dev");
        assertRefused("--email ADDRESS?", "deploy", "--environment", "dev", "--state-bucket", "states");
        assertRefused("--force is not known", "teardown", "--force", "yes");
        assertRefused("--region needs a value", "teardown", "--region");
        assertThat(folder.resolve("calls")).doesNotExist();
    }

    @Test
    void beforeAnythingGoesItIsListedAndTheNameIsAskedFor() throws Exception {
        Files.writeString(folder.resolve("plan"), PLAN);
        input = "yes\n";
        Ended refused = teardown();
        assertThat(refused.exitCode()).as(refused.out()).isEqualTo(3);
        assertThat(refused.out())
                .contains(
                        "module.platform.module.jobs.aws_ecs_cluster.this\n",
                        "module.platform.module.storage.aws_s3_bucket.zone[\"lake\"]\n",
                        "Destroy all of it, with the data in it? (daybook-dev to go on)");
        assertThat(notes()).doesNotContain(" apply ");
    }

    @Test
    void dashboardsGoBeforeWhatTheyLookAtAndNothingIsLeft() throws Exception {
        Files.writeString(folder.resolve("plan"), PLAN);
        input = "daybook-dev\ndaybook-dev\n";
        Ended ended = teardown();
        assertThat(ended.exitCode()).as(ended.out()).isZero();
        assertThat(calls())
                .containsSubsequence(
                        "terraform dashboards plan -destroy",
                        "terraform dashboards apply",
                        "terraform environments/dev plan -destroy",
                        "terraform environments/dev apply",
                        "terraform dashboards state list",
                        "terraform environments/dev state list",
                        "aws get-resources");
        assertThat(ended.out()).contains("daybook-dev is gone");
    }

    @Test
    void leftoversAreNamedAndKeysThatWaitForTheirDeletionAreNone() throws Exception {
        Files.writeString(folder.resolve("plan"), PLAN);
        Files.writeString(
                folder.resolve("tagged"), "arn:aws:kms:eu-central-1:1:key/k\tarn:aws:s3:::daybook-dev-lake-1\n");
        Files.writeString(folder.resolve("key-state"), "PendingDeletion\n");
        Ended ended = teardown("--yes");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.out())
                .contains(
                        "arn:aws:kms:eu-central-1:1:key/k waits for its deletion",
                        "this is left:\n  arn:aws:s3:::daybook-dev-lake-1\n")
                .doesNotContain("is gone");

        Files.writeString(folder.resolve("key-state"), "Enabled\n");
        assertThat(teardown("--yes").out()).contains("this is left:\n  arn:aws:kms:eu-central-1:1:key/k\n");
    }

    @Test
    void withAComponentGoesWhatStandsOnIt() throws Exception {
        Files.writeString(folder.resolve("plan"), PLAN);
        Ended ended = teardown("--yes", "--component", "catalog");
        assertThat(ended.exitCode()).as(ended.out()).isZero();
        assertThat(ended.out())
                .contains("with catalog goes what stands on it: dashboards operations web jobs\n")
                .contains("catalog of daybook-dev is gone");
        assertThat(calls())
                .containsSubsequence(
                        "terraform dashboards apply",
                        "terraform environments/dev plan -destroy -target=module.platform.module.catalog",
                        "terraform environments/dev apply");

        Files.delete(folder.resolve("calls"));
        assertThat(teardown("--yes", "--component", "ingestion").exitCode()).isZero();
        assertThat(calls()).noneMatch(call -> call.contains("dashboards"));
    }

    @Test
    void theComponentsAreThePartsOfThePlatform() throws Exception {
        String common = Project.read(Project.ROOT.resolve("infra/common.sh"));
        String platform = Project.read(Project.TERRAFORM.resolve("modules/platform/main.tf"));
        List<String> components = List.of(
                common.replaceAll("(?s).*\nCOMPONENTS='([^']+)'.*", "$1").split(" "));
        for (String component : components) {
            if (!component.equals("dashboards")) {
                assertThat(platform).contains("module \"" + component + "\" {");
            }
        }
        // Two are no parts one could want alone: the map of jobs, and the platform itself.
        assertThat(components).hasSize(Project.modules().size() - 2);
    }

    @Test
    void shellcheckHasNothingToSay() throws Exception {
        assumeTrue(Project.has("shellcheck"), "SKIPPED: there is no shellcheck on the PATH");
        Ended ended = new Program(folder)
                .run(
                        "shellcheck",
                        "--external-sources",
                        "--source-path=SCRIPTDIR",
                        infra("common.sh"),
                        infra("deploy"),
                        infra("teardown"),
                        infra("smoke"),
                        infra("image/assemble"),
                        infra("image/daybook"),
                        infra("image/try"));
        assertThat(ended.exitCode()).as(ended.out()).isZero();
    }

    private Ended deploy(String... more) throws Exception {
        return run("deploy", List.of("--email", "ops@example.com", "--origin", "https://visits.example.com"), more);
    }

    private Ended teardown(String... more) throws Exception {
        return run("teardown", List.of(), more);
    }

    private Ended run(String script, List<String> first, String... more) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(infra(script), "--environment", "dev", "--state-bucket", "states"));
        command.addAll(first);
        command.addAll(List.of(more));
        return program().answering(input).run(command);
    }

    private void assertRefused(String why, String script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(infra(script)));
        command.addAll(List.of(arguments));
        Ended ended = program().run(command);
        assertThat(ended.exitCode()).as(ended.out()).isEqualTo(2);
        assertThat(ended.out()).contains(why);
    }

    private Program program() {
        return new Program(folder)
                .with("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"))
                .with("NOTES", folder.toString());
    }

    private static String infra(String script) {
        return Project.ROOT.resolve("infra").resolve(script).toString();
    }

    private String notes() {
        Path calls = folder.resolve("calls");
        return Files.exists(calls) ? Project.read(calls) : "";
    }

    /** What was asked, without what is the same each time: program, root, verb, and which part of it. */
    private List<String> calls() {
        return notes().lines()
                .map(call -> call.replaceFirst("-chdir=\\S*/infra/terraform/", "")
                        .replaceAll(" -(input|out|reconfigure|backend-config|var|var-file|no-color)\\S*", "")
                        .replaceFirst("^(terraform \\S+ apply) .*", "$1")
                        .replaceFirst("^(terraform \\S+ show) .*", "$1")
                        .replaceFirst("^aws .*?\\b(run-task|get-resources|get-login-password)\\b.*", "aws $1")
                        .replaceFirst("^(docker \\w+|curl) .*", "$1"))
                .toList();
    }
}
