package io.lockward.protocol.entry;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.Guard;
import io.lockward.protocol.ParcelId;
import java.util.List;
import java.util.Objects;
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

    /// Somebody was at the screen. Written once, when that is over; a visit that a power cut or a restart ended is not
    /// told of. It holds no code and no name.
    ///
    /// @param who what their code or badge made of them
    /// @param millis from their code to the end, from 0
    /// @param pressed the buttons about a door in their order, such as `not-here`; at most 32, the newest
    /// @param parcels which it was about, in their order, at most 16
    /// @param ended how
    @JsonTypeName("kiosk.visit")
    record Visit(Who who, long millis, List<String> pressed, List<ParcelId> parcels, Ended ended)
            implements KioskEntry {
        public static final int MOST_PRESSED = 32;
        public static final int MOST_PARCELS = 16;
        private static final int MOST_CHARACTERS = 40;

        public Visit {
            Objects.requireNonNull(who, "who");
            Objects.requireNonNull(ended, "ended");
            Guard.atLeast(millis, 0, "millis");
            pressed = List.copyOf(pressed);
            parcels = List.copyOf(parcels);
            if (pressed.size() > MOST_PRESSED || parcels.size() > MOST_PARCELS) {
                throw new IllegalArgumentException(
                        "at most " + MOST_PRESSED + " buttons and " + MOST_PARCELS + " parcels");
            }
            pressed.forEach(button -> Guard.text(button, "pressed", MOST_CHARACTERS));
        }
    }

    /// Who was at the screen.
    enum Who {
        @JsonProperty("recipient")
        RECIPIENT,
        @JsonProperty("courier")
        COURIER,
        @JsonProperty("installer")
        INSTALLER
    }

    /// How a visit ended.
    enum Ended {
        /// The person said so.
        @JsonProperty("left")
        LEFT,
        /// Nothing was pressed for a while.
        @JsonProperty("timed-out")
        TIMED_OUT,
        /// Somebody else's code or badge came.
        @JsonProperty("replaced")
        REPLACED
    }
}
