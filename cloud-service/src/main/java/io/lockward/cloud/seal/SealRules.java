package io.lockward.cloud.seal;

import io.lockward.protocol.parcel.SealKey;
import java.util.List;

/// Which of the keys in a replica's file is in use. Pure.
///
/// A new key comes into use when a replica finds it first in its file, beside the one in use so far. A replica
/// whose file lacks the key in use uses none: otherwise two replicas would send banks to and fro between two
/// keys.
final class SealRules {
    /// What a replica is to do.
    sealed interface Answer {
        /// It has the key in use.
        record Holds(SealKey key) implements Answer {}

        /// Its file has a key that nobody has used yet: propose it.
        record Proposes(SealKey key) implements Answer {}

        /// Its file lacks the key in use.
        record Lacks(SealKey key) implements Answer {}
    }

    private SealRules() {}

    /// @param file the keys of this replica's file, the newest first; at least one
    /// @param agreed what replicas agreed on, the newest first
    static Answer of(List<SealKey> file, List<SealKey> agreed) {
        SealKey newest = file.getFirst();
        if (agreed.isEmpty()) {
            return new Answer.Proposes(newest);
        }
        SealKey inUse = agreed.getFirst();
        if (!file.contains(inUse)) {
            return new Answer.Lacks(inUse);
        }
        boolean known = agreed.stream().anyMatch(key -> key.kid().equals(newest.kid()));
        return known ? new Answer.Holds(inUse) : new Answer.Proposes(newest);
    }
}
