package io.lockward.agent.bank.remedy;

import io.lockward.protocol.entry.Stamp;

/// How long a bank has provably lived: the uptimes of its boots, added up. What it was off, and what an earlier boot
/// lived after its last entry, is not in it, so it never runs ahead of true time, whatever the wall clock says.
///
/// @param before milliseconds of the boots before this one
/// @param boot the boot being lived, from 1; 0 before the first
/// @param up milliseconds of it so far
public record Lived(long before, long boot, long up) {
    static final Lived NOTHING = new Lived(0, 0, 0);

    Lived at(Stamp stamp) {
        if (stamp.boot() > boot) {
            return new Lived(before + up, stamp.boot(), stamp.up());
        }
        return stamp.boot() == boot && stamp.up() > up ? new Lived(before, boot, stamp.up()) : this;
    }

    /// The total at a moment of this boot or a later one.
    long millis(long atBoot, long atUp) {
        return atBoot > boot ? before + up + atUp : before + Math.max(up, atUp);
    }

    long millis() {
        return before + up;
    }
}
