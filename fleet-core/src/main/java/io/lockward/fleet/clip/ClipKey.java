package io.lockward.fleet.clip;

import io.lockward.protocol.BankId;
import io.lockward.protocol.ClipName;
import java.util.Comparator;

/// A clip of one bank.
///
/// @param clip as its bank calls it, 1 to 64 of a-z, 0-9 and dash
public record ClipKey(BankId bank, String clip) implements Comparable<ClipKey> {
    private static final Comparator<ClipKey> ORDER =
            Comparator.comparing(ClipKey::bank).thenComparing(ClipKey::clip);

    public ClipKey {
        ClipName.require(clip);
    }

    @Override
    public int compareTo(ClipKey other) {
        return ORDER.compare(this, other);
    }
}
