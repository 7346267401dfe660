package dev.daybook.gzip;

/** Memory to unpack in, some 350 KiB, for one {@link GunzipStream} after another. Not thread-safe. */
public final class GunzipSpace {

    final PackedInput in = new PackedInput();
    final Inflate inflate = new Inflate(in);
}
