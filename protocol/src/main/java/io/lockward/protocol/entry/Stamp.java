package io.lockward.protocol.entry;

import io.lockward.protocol.Guard;
import java.time.Instant;
import java.util.Objects;

/// When something happened at a bank.
///
/// @param at the controller's wall clock, which may be wrong
/// @param boot which boot of the controller, from 1
/// @param up milliseconds since that boot, from 0; with `boot` this is what orders and times things
public record Stamp(Instant at, long boot, long up) {
    public Stamp {
        Objects.requireNonNull(at, "at");
        Guard.atLeast(boot, 1, "boot");
        Guard.atLeast(up, 0, "up");
    }
}
