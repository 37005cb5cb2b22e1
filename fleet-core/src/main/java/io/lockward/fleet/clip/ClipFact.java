package io.lockward.fleet.clip;

import io.lockward.fleet.EntryRef;
import io.lockward.protocol.entry.ClipEntry;
import java.time.Instant;

/// What one entry tells of a clip.
///
/// @param source the entry
/// @param at by the controller's clock, but never later than it was heard
/// @param heardAt by the cloud's clock
public record ClipFact<E extends ClipEntry>(ClipKey clip, EntryRef source, Instant at, Instant heardAt, E entry) {
    /// The one that stands of two: the first in the bank's own order. So a clip that was told of cannot be replaced
    /// by another under its name, whichever arrives first.
    static <E extends ClipEntry> ClipFact<E> first(ClipFact<E> one, ClipFact<E> other) {
        return one.source().compareTo(other.source()) <= 0 ? one : other;
    }
}
