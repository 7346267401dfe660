package dev.daybook.store;

import dev.daybook.failure.DaybookException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How to reach S3. Credentials come from the AWS SDK's default chain: environment, system properties, profile, task role.
 *
 * @param endpoint of an S3-compatible server; null for AWS itself
 * @param region such as {@code eu-central-1}; never blank, also where a compatible server ignores it
 * @param pathStyle whether the bucket goes into the path instead of the host name, as most compatible servers need it
 */
public record S3Settings(@Nullable URI endpoint, String region, boolean pathStyle) {

    public S3Settings {
        if (region.isBlank()) {
            throw DaybookException.configuration("The S3 region is empty: set it, for example to eu-central-1");
        }
    }
}
