package dev.daybook.store;

import java.time.Instant;

/**
 * An object as a store described it at one moment.
 *
 * @param size in bytes
 * @param version changes whenever the content is replaced: the ETag in S3 (without quotes; equal content may have an
 *     equal ETag), size, modification time and inode of a local file. Compare it for equality only, and only with
 *     versions of the same location
 * @param modified by the store's clock, in S3 to the second; after a write to S3 it is the time of the answer, which may
 *     differ from what {@link ObjectStore#head} tells by a few seconds
 */
public record StoredObject(Location location, long size, String version, Instant modified) {}
