package io.lockward.cloud.vault;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps objects: bytes under a name, written once and whole. What it keeps is encrypted before it comes here, so
/// whoever reads the place reads nothing. All replicas see the same objects.
///
/// Names have 1 to 240 of `[a-z0-9-]` and `/`; no part between two `/` is empty.
///
/// Threads: any number, also of other processes. Every method throws [VaultTrouble] when the place is away or full.
public interface Vault {
    /// What is there.
    ///
    /// @param changedAt when it was written, by the place's own clock
    record Found(String name, Instant changedAt) {}

    /// Keeps an object. It is durable when this returns; after a crash before that it may be there or not, but never
    /// in part.
    ///
    /// @param name one that was not used before
    void put(String name, byte[] bytes);

    /// Reads a part of an object.
    ///
    /// @param from the first byte, from 0
    /// @param length how many at most, from 1
    /// @return as many as there are; `null` when there is no such object
    byte @Nullable [] read(String name, long from, int length);

    /// Removes an object; one that is not there is no trouble.
    void remove(String name);

    /// What is there, in no order.
    ///
    /// @param after where the last answer ended; `null` for the beginning
    /// @return a page, and where it ended
    Listing list(@Nullable String after);

    /// @param next to go on; `null` at the end
    record Listing(List<Found> found, @Nullable String next) {}

    /// Why nothing can be put here now, for people; `null` when all is well.
    @Nullable
    String trouble();

    /// How many bytes are free for footage, beyond what is kept free; as many as there can be when nobody knows.
    long room();
}
