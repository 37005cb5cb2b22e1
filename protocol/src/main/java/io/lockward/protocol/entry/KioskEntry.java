package io.lockward.protocol.entry;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.Guard;
import io.lockward.protocol.ParcelId;
import org.jspecify.annotations.Nullable;

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

    /// A person at the screen was told that something did not work, with a code to read to support.
    ///
    /// @param code such as `K7-412`, at most 16 characters; unique within the bank for months
    /// @param what in a word, such as `door-stuck`, at most 40 characters
    /// @param compartment where, when it was about one
    /// @param parcel which, when it was about one
    @JsonTypeName("kiosk.trouble")
    record Trouble(
            String code,
            String what,
            @Nullable CompartmentId compartment,
            @Nullable ParcelId parcel) implements KioskEntry {
        public Trouble {
            Guard.text(code, "code", 16);
            Guard.text(what, "what", 40);
        }
    }
}
