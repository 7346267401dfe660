package dev.daybook.glue;

import dev.daybook.failure.DaybookException;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which database of the Glue Data Catalog shows the tables. Credentials come from the AWS SDK's default chain, as for S3.
 *
 * @param database made when it is not there
 * @param region such as {@code eu-central-1}
 * @param endpoint of a server that speaks like Glue; null for AWS itself
 */
public record GlueSettings(
        String database, String region, @Nullable URI endpoint) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,255}");

    /** @throws DaybookException of kind CONFIGURATION for a name Athena would not take */
    public GlueSettings {
        if (!NAME.matcher(database).matches()) {
            throw DaybookException.configuration(
                    "expected the name of a database in Glue, of a-z, 0-9 and _, found '%s'".formatted(database));
        }
    }
}
