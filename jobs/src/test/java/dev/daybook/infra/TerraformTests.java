package dev.daybook.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.AllJobs;
import dev.daybook.launch.JobDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Habits of the Terraform files, as far as they can be seen from their text: nothing but this project is needed. */
class TerraformTests {

    private static final List<String> FILES =
            List.of("main.tf", "variables.tf", "outputs.tf", "versions.tf", "README.md");

    /** What DESIGN section 10 and issue 8 name, as the provider calls it. */
    private static final List<String> RESOURCE_TYPES = List.of(
            "aws_api_gateway_authorizer",
            "aws_api_gateway_gateway_response",
            "aws_api_gateway_method",
            "aws_api_gateway_method_settings",
            "aws_api_gateway_model",
            "aws_api_gateway_request_validator",
            "aws_api_gateway_rest_api",
            "aws_api_gateway_stage",
            "aws_athena_named_query",
            "aws_athena_workgroup",
            "aws_budgets_budget",
            "aws_cloudfront_distribution",
            "aws_cloudfront_key_group",
            "aws_cloudfront_origin_access_control",
            "aws_cloudwatch_dashboard",
            "aws_cloudwatch_event_rule",
            "aws_cloudwatch_event_target",
            "aws_cloudwatch_log_group",
            "aws_cloudwatch_metric_alarm",
            "aws_cognito_resource_server",
            "aws_cognito_user_pool",
            "aws_cognito_user_pool_client",
            "aws_db_instance",
            "aws_ecr_repository",
            "aws_ecs_cluster",
            "aws_ecs_service",
            "aws_ecs_task_definition",
            "aws_glue_catalog_database",
            "aws_glue_catalog_table",
            "aws_iam_role",
            "aws_iam_role_policy",
            "aws_kinesis_firehose_delivery_stream",
            "aws_kms_key",
            "aws_lb",
            "aws_lb_listener",
            "aws_nat_gateway",
            "aws_quicksight_dashboard",
            "aws_quicksight_data_set",
            "aws_quicksight_data_source",
            "aws_quicksight_refresh_schedule",
            "aws_s3_bucket",
            "aws_s3_bucket_lifecycle_configuration",
            "aws_s3_bucket_logging",
            "aws_s3_bucket_notification",
            "aws_s3_bucket_policy",
            "aws_s3_bucket_public_access_block",
            "aws_scheduler_schedule",
            "aws_secretsmanager_secret",
            "aws_sesv2_email_identity",
            "aws_sns_topic",
            "aws_sns_topic_subscription",
            "aws_sqs_queue",
            "aws_sqs_queue_redrive_allow_policy",
            "aws_vpc",
            "aws_vpc_endpoint");

    @Test
    void eachModuleAndEnvironmentHasTheFiveFiles() {
        List<Path> folders = Stream.concat(Project.modules().stream(), Project.environments().stream())
                .toList();
        assertThat(Project.environments())
                .extracting(folder -> folder.getFileName().toString())
                .containsExactly("dev", "prod", "test");
        assertThat(folders).hasSizeGreaterThan(15);
        for (Path folder : folders) {
            for (String file : FILES) {
                assertThat(folder.resolve(file)).isNotEmptyFile();
            }
            assertThat(Project.read(folder.resolve("README.md"))).startsWith("# " + folder.getFileName() + "\n");
        }
    }

    @Test
    void eachVariableHasATypeAndEachVariableAndOutputADescription() {
        for (Path module : Project.modules()) {
            for (String variable : blocks(Project.read(module.resolve("variables.tf")), "variable")) {
                assertThat(variable).as(module.toString()).containsPattern("\n  description = \".+\\.\"\n");
                assertThat(variable).as(module.toString()).containsPattern("\n  type +=");
                assertThat(variable)
                        .as(module + ": null is either meant, and the default, or refused")
                        .containsPattern("\n  (nullable += false|default += null)\n");
            }
            for (String output : blocks(Project.read(module.resolve("outputs.tf")), "output")) {
                assertThat(output).as(module.toString()).containsPattern("\n  description = \".+\\.\"\n");
            }
        }
    }

    @Test
    void jobsAreTheSameInTheCodeInTerraformAndInTheReadme() {
        List<String> inCode =
                AllJobs.list().stream().map(JobDefinition::name).sorted().toList();
        String map = Project.read(Project.TERRAFORM.resolve("modules/workloads/main.tf"));
        assertThat(new TreeSet<>(found("command += \\[\"run\", \"([a-z-]+)\"]", map)))
                .as("jobs in infra/terraform/modules/workloads/main.tf")
                .containsExactlyElementsOf(inCode);
        assertThat(new TreeSet<>(found(
                        "(?m)^\\| `([a-z-]+)` \\|.*\\[its story]", Project.read(Project.ROOT.resolve("README.md")))))
                .as("jobs in README.md")
                .containsExactlyElementsOf(inCode);
    }

    @Test
    void allThatTheDesignNamesIsThere() {
        Set<String> types = new TreeSet<>(found("(?m)^resource \"([a-z0-9_]+)\"", Project.allMainFiles()));
        assertThat(types).containsAll(RESOURCE_TYPES);
    }

    @Test
    void whatARoleMayDoIsSaidInOnePlaceOnly() {
        String all = Project.allMainFiles();
        assertThat(blocks(all, "resource \"aws_iam_role\""))
                .isNotEmpty()
                .allSatisfy(role -> assertThat(role)
                        .containsPattern("assume_role_policy = (each\\.value|var\\.roles.+)\\.trust\n"));
        assertThat(blocks(all, "resource \"aws_iam_role_policy\""))
                .isNotEmpty()
                .allSatisfy(policy ->
                        assertThat(policy).containsPattern("policy += (each\\.value|var\\.roles.+)\\.policy\n"));
        assertThat(all)
                .doesNotContain(
                        "aws_iam_policy\"", "aws_iam_role_policy_attachment", "aws_iam_user", "managed_policy_arns");
    }

    @Test
    void whatIsAllowedIsNeverAllOfAService() {
        for (String document : blocks(Project.allMainFiles(), "  statement")) {
            if (!document.contains("effect    = \"Deny\"")) {
                assertThat(document).doesNotContainPattern("actions += \\[[^]]*\\*");
                assertThat(document).doesNotContainPattern("identifiers += \\[\"\\*\"]");
            }
        }
    }

    @Test
    void noBucketIsPublicAndEachRefusesWhatIsNotEncryptedOnItsWay() {
        String storage = Project.read(Project.TERRAFORM.resolve("modules/storage/main.tf"));
        List<String> buckets = found("resource \"aws_s3_bucket\" \"([a-z_]+)\"", storage);
        assertThat(buckets).containsExactly("zone", "logs");
        assertThat(found("resource \"aws_s3_bucket\" \"([a-z_]+)\"", Project.allMainFiles()))
                .isEqualTo(buckets);
        for (String bucket : buckets) {
            assertThat(blocks(storage, "resource \"aws_s3_bucket_public_access_block\" \"%s\"".formatted(bucket)))
                    .singleElement()
                    .asString()
                    .containsPattern("block_public_acls += true")
                    .containsPattern("block_public_policy += true")
                    .containsPattern("ignore_public_acls += true")
                    .containsPattern("restrict_public_buckets += true");
            assertThat(blocks(storage, "data \"aws_iam_policy_document\" \"%s\"".formatted(bucket)))
                    .singleElement()
                    .asString()
                    .contains("aws:SecureTransport");
        }
    }

    @Test
    void environmentsDifferInValuesOnly() {
        List<Path> environments = Project.environments();
        for (String file : List.of("variables.tf", "outputs.tf", "versions.tf")) {
            String first = Project.read(environments.get(0).resolve(file));
            assertThat(environments)
                    .allSatisfy(
                            environment -> assertThat(environment.resolve(file)).hasContent(first));
        }
        assertThat(Project.read(environments.get(0).resolve("versions.tf"))).contains("backend \"s3\"");
        assertThat(Project.read(Project.TERRAFORM.resolve("environments/prod/main.tf")))
                .containsPattern("protected += true");
    }

    @Test
    void nothingOfAStateOrASecretIsKeptHere() throws Exception {
        try (Stream<Path> files = Files.walk(Project.ROOT.resolve("infra"))) {
            assertThat(files.map(Path::toString).filter(name -> !name.contains("/.terraform/")))
                    .noneMatch(name -> name.endsWith(".tfstate") || name.endsWith(".tfplan") || name.endsWith(".pem"));
        }
    }

    /** Blocks that begin with {@code head} at the start of a line, up to the closing brace of the same depth. */
    private static List<String> blocks(String text, String head) {
        String indent = head.substring(0, head.length() - head.stripLeading().length());
        return found("(?ms)^(%s(?!\\w)[^\\n]*\\{\\n.*?\\n%s})$".formatted(Pattern.quote(head), indent), text);
    }

    private static List<String> found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.results().map(result -> result.group(1)).toList();
    }
}
