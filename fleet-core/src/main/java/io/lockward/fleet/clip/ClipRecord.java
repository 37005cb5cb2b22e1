package io.lockward.fleet.clip;

import io.lockward.fleet.StoredEntry;
import io.lockward.protocol.entry.ClipEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a bank told of one clip. Joining is a join: any order and any repetition give the same.
///
/// @param recorded that there is one, and its hash
/// @param lost that there is none, and why
/// @param uploaded that the bank heard from the cloud that it has it
public record ClipRecord(
        ClipKey key,
        @Nullable ClipFact<ClipEntry.Recorded> recorded,
        @Nullable ClipFact<ClipEntry.Lost> lost,
        @Nullable ClipFact<ClipEntry.Uploaded> uploaded) {

    /// What an entry tells; `null` when it tells of no clip.
    public static @Nullable ClipRecord of(StoredEntry stored) {
        if (!(stored.entry() instanceof ClipEntry entry)) {
            return null;
        }
        ClipKey key = new ClipKey(stored.bank(), entry.clip());
        return switch (entry) {
            case ClipEntry.Recorded recorded -> new ClipRecord(key, fact(key, stored, recorded), null, null);
            case ClipEntry.Lost lost -> new ClipRecord(key, null, fact(key, stored, lost), null);
            case ClipEntry.Uploaded uploaded -> new ClipRecord(key, null, null, fact(key, stored, uploaded));
        };
    }

    private static <E extends ClipEntry> ClipFact<E> fact(ClipKey key, StoredEntry stored, E entry) {
        Instant at = stored.stamp().at();
        return new ClipFact<>(
                key,
                stored.ref(),
                at.isAfter(stored.receivedAt()) ? stored.receivedAt() : at,
                stored.receivedAt(),
                entry);
    }

    /// Both together.
    ///
    /// @param other of the same clip
    public ClipRecord join(ClipRecord other) {
        return new ClipRecord(
                key, first(recorded, other.recorded), first(lost, other.lost), first(uploaded, other.uploaded));
    }

    private static <E extends ClipEntry> @Nullable ClipFact<E> first(
            @Nullable ClipFact<E> one, @Nullable ClipFact<E> other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return ClipFact.first(one, other);
    }
}
