package dev.daybook.ops;

import org.jspecify.annotations.Nullable;

/**
 * Who acts, and why.
 *
 * @param reason null when none was given
 */
public record Operator(String name, @Nullable String reason) {

    /** The user of this process's command line. */
    public static Operator ofCommandLine(@Nullable String reason) {
        return new Operator("cli:" + System.getProperty("user.name"), reason);
    }
}
