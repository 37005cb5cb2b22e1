package io.lockward.protocol.entry;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.lockward.protocol.Guard;

/// The screen.
public sealed interface KioskEntry extends Entry {

    /// The page stopped giving signs of life.
    ///
    /// @param silentMillis since its last heartbeat, from 0
    @JsonTypeName("kiosk.frozen")
    record Frozen(long silentMillis) implements KioskEntry {
        public Frozen {
            Guard.atLeast(silentMillis, 0, "silentMillis");
        }
    }

    /// The page is alive again.
    ///
    /// @param frozenMillis how long it was not, from 0
    @JsonTypeName("kiosk.recovered")
    record Recovered(long frozenMillis) implements KioskEntry {
        public Recovered {
            Guard.atLeast(frozenMillis, 0, "frozenMillis");
        }
    }
}
