package dev.daybook.athena;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where Athena runs queries. Credentials come from the AWS SDK's default chain, as for S3.
 *
 * @param database of the Glue Data Catalog, in which names of tables are looked up
 * @param workgroup that limits, counts and pays
 * @param output where results are kept, such as {@code s3://results/athena/}; null where the workgroup says so
 * @param region such as {@code eu-central-1}
 * @param endpoint of a server that speaks like Athena; null for AWS itself
 */
public record AthenaSettings(
        String database,
        String workgroup,
        @Nullable String output,
        String region,
        @Nullable URI endpoint) {}
