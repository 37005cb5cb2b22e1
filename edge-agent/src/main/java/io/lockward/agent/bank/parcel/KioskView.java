package io.lockward.agent.bank.parcel;

import io.lockward.agent.bank.sensing.Calibration;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.SensorScale;
import io.lockward.protocol.parcel.Size;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the screen shows, and nothing that it must not know. A page that is loaded anew shows the same.
///
/// @param around what is true whoever stands there
/// @param visitor who stands there; `null` for the idle screen
public record KioskView(Around around, @Nullable Visitor visitor) {

    /// @param onBattery whether the bank lives on its battery: finish normally
    /// @param linkUp whether the cloud is heard of; nothing depends on it
    /// @param closing whether the bank is about to restart or to shut down: nothing can be begun
    /// @param pausedSeconds for how many more seconds no code is taken; 0 when one is
    /// @param free how many compartments of each size could take a parcel now that nobody announced
    /// @param doors every compartment's place and whether its door is open, for the drawing
    public record Around(
            boolean onBattery,
            boolean linkUp,
            boolean closing,
            long pausedSeconds,
            SortedMap<Size, Integer> free,
            List<Door> doors) {
        public Around {
            free = Collections.unmodifiableSortedMap(new TreeMap<>(free));
            doors = List.copyOf(doors);
        }
    }

    /// @param open whether it is known to be open
    public record Door(CompartmentId compartment, Size size, boolean reachable, boolean open) {}

    /// @param session to name in requests
    /// @param label the courier's; `null` for a recipient
    /// @param step what the door's screen shows
    /// @param parcels for a recipient: whose codes were entered; for a courier: what goes back with this one
    /// @param done what this visit brought about
    /// @param leavesInSeconds when the question for more time stands: for how long; `null` otherwise
    public record Visitor(
            String session,
            @Nullable String label,
            Step step,
            List<Waiting> parcels,
            List<Session.Done> done,
            @Nullable Long leavesInSeconds) {
        public Visitor {
            parcels = List.copyOf(parcels);
            done = List.copyOf(done);
        }
    }

    /// @param recipient the unit, when it is known
    /// @param since when it came, in epoch milliseconds by the bank's clock
    public record Waiting(
            ParcelId parcel,
            CompartmentId compartment,
            @Nullable String recipient,
            long since) {}

    /// A compartment with sensors, for an installer.
    ///
    /// @param free whether its sensors can be calibrated now
    /// @param scales what was measured last; none when it never was
    public record Fitted(CompartmentId compartment, boolean free, List<SensorScale> scales) {
        public Fitted {
            scales = List.copyOf(scales);
        }
    }

    public sealed interface Step {
        /// An installer chooses a compartment.
        record Installing(List<Fitted> fitted) implements Step {
            public Installing {
                fitted = List.copyOf(fitted);
            }
        }

        /// An installer calibrates.
        ///
        /// @param open whether the door is known to be open
        record Calibrating(CompartmentId compartment, boolean open, Calibration.Progress progress) implements Step {}

        /// Nothing is under way.
        record Ready() implements Step {}

        /// The lock is driven; the door has not opened yet.
        ///
        /// @param pulses how often so far; from the second on the page asks to pull gently
        record Opening(Movement.Kind kind, ParcelId parcel, CompartmentId compartment, int pulses) implements Step {}

        /// The door is open: put in or take out, then close.
        ///
        /// @param seen whether a switch says so; if not, the person says when it is done
        /// @param wish what was said of it so far
        /// @param elsewhere another compartment in which the parcel seems to be; `null` when it does not
        record Open(
                Movement.Kind kind,
                ParcelId parcel,
                CompartmentId compartment,
                boolean seen,
                Attempt.Wish wish,
                @Nullable CompartmentId elsewhere)
                implements Step {}

        /// The door is shut, and the sensors decide.
        record Deciding(
                Movement.Kind kind,
                ParcelId parcel,
                CompartmentId compartment,
                @Nullable CompartmentId elsewhere) implements Step {}

        /// It has ended.
        ///
        /// @param verdict its word
        /// @param where the parcel is now
        /// @param trouble a code for support; `null` when nothing needs it
        /// @param reopenSeconds for how many more seconds the same door opens again; 0 when it does not
        /// @param asks whether the person is to say if they took everything
        /// @param instead which other door this parcel needs; `null` when none is called for
        /// @param insteadFree whether there is one now
        record Ended(
                Movement.Kind kind,
                ParcelId parcel,
                CompartmentId compartment,
                String verdict,
                CompartmentId where,
                @Nullable String trouble,
                long reopenSeconds,
                boolean asks,
                Session.@Nullable Instead instead,
                boolean insteadFree)
                implements Step {}
    }
}
