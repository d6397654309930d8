package io.millrace.store;

import org.jspecify.annotations.Nullable;

/**
 * What a restore is asked for.
 *
 * @param dryRun whether it only looks
 * @param metadata name of the metadata file that is to be the table, which also says that newer ones may be left out; null for
 *     the newest that has all its files
 */
public record RestoreRequest(boolean dryRun, @Nullable String metadata) {
    /** Looks. */
    public static final RestoreRequest LOOK = new RestoreRequest(true, null);

    /** Registers what is certain. */
    public static final RestoreRequest REGISTER = new RestoreRequest(false, null);

    /** Registers this metadata file. */
    public static RestoreRequest registering(String metadata) {
        return new RestoreRequest(false, metadata);
    }
}
