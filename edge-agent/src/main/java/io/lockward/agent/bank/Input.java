package io.lockward.agent.bank;

import io.lockward.agent.bank.clip.Footage;
import io.lockward.agent.bank.parcel.KioskRequest;
import io.lockward.agent.bank.power.UpsReading;
import io.lockward.agent.bank.sensing.Sample;
import io.lockward.protocol.BootId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.Desired;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.protocol.command.Refusal;
import io.lockward.protocol.entry.SensorScale;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.parcel.Tickets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Everything that can happen to a bank.
public sealed interface Input {

    /// The agent starts: always the first input, exactly once per process.
    ///
    /// @param version the agent's version, 1 to 40 characters
    /// @param memoryLost whether earlier entries of this bank could not be read: then commands that could have
    ///     been accepted before are refused, because nobody knows
    /// @param stoppedIn the boot in which the process before was asked to stop, and did; `null` when it ended
    ///     otherwise
    record Started(
            String version, boolean memoryLost, @Nullable BootId stoppedIn) implements Input {
        /// After a process that ended without being asked.
        public Started(String version, boolean memoryLost) {
            this(version, memoryLost, null);
        }
    }

    /// All door switches were read, without debouncing. A change seen only this way counts when the next
    /// reading agrees.
    record DoorsRead(Map<CompartmentId, DoorReading> doors) implements Input {
        public DoorsRead {
            doors = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(doors));
        }
    }

    /// The bolts were read, of the locks that tell theirs apart from the door.
    ///
    /// @param home whether each is home; one that could not be read is missing
    record BoltsRead(Map<CompartmentId, Boolean> home) implements Input {
        public BoltsRead {
            home = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(home));
        }
    }

    /// The cabinet's own switch was read, without debouncing. Comes only where one is fitted.
    ///
    /// @param open `null` when it could not be read
    record CabinetRead(@Nullable Boolean open) implements Input {}

    /// A door switch settled, debounced.
    record DoorSensed(CompartmentId compartment, boolean open) implements Input {}

    /// The UPS was polled.
    record PowerRead(UpsReading reading) implements Input {}

    /// The screen's page gave a sign of life.
    ///
    /// @param pageUp uptime in milliseconds: the page began no earlier; `null` when it cannot say yet
    record KioskBeat(@Nullable Long pageUp) implements Input {
        /// Of a page that cannot say when it began.
        public KioskBeat() {
            this(null);
        }
    }

    /// A command came whose signature holds.
    record CommandArrived(CommandClaims claims) implements Input {}

    /// Something came as a command and was turned away before its claims were looked at.
    ///
    /// @param command its id, when the message could be read and its signature held
    /// @param detail for people, at most 256 characters
    record CommandRejected(Refusal reason, @Nullable CommandId command, String detail) implements Input {}

    /// A key set came that the root vouches for.
    ///
    /// @param jws as the root signed it, at most 4,096 characters
    record KeySetArrived(KeySet set, String jws) implements Input {}

    /// A configuration for this bank came whose signature holds.
    record DesiredArrived(Desired desired) implements Input {}

    /// A lock's pulse is over, or was not given.
    ///
    /// @param failure why it was not given; `null` when the coil was energised and is off again
    record LockPulseEnded(
            CompartmentId compartment,
            PulseCause cause,
            @Nullable String failure) implements Input {}

    /// An order to drive a lock went out, and nobody said what became of it. The coil is off by now.
    record LockPulseUnconfirmed(CompartmentId compartment, PulseCause cause) implements Input {}

    /// The machine took an order to restart something, or did not. That it took it says nothing of when it is done.
    ///
    /// @param command the order; `null` when the bank heals itself
    /// @param failure why not; `null` when it took it
    record RestartEnded(
            RebootLevel level,
            @Nullable CommandId command,
            @Nullable String failure) implements Input {}

    /// The rim has carried out a command, or could not.
    ///
    /// @param failure why not; `null` when it did
    /// @param evidence what shows it, in words
    record CommandAnswered(CommandId command, @Nullable String failure, String evidence) implements Input {}

    /// The link came up or went down.
    record LinkChanged(boolean up) implements Input {}

    /// The disk was looked at.
    ///
    /// @param percentFree 0 to 100
    record DiskRead(int percentFree) implements Input {}

    /// The connection to the cloud was looked at.
    ///
    /// @param up whether it stands
    /// @param network whether there is a network that could carry it
    record LinkRead(boolean up, boolean network) implements Input {}

    /// An occupancy sensor was read and judged.
    record OccupancyRead(
            CompartmentId compartment, boolean occupied, double reading, double threshold, double confidence)
            implements Input {}

    /// Occupancy sensors of a compartment gave samples.
    ///
    /// @param samples oldest first for each channel; some may have been lost before
    record Sampled(CompartmentId compartment, List<Sample> samples) implements Input {
        public Sampled {
            samples = List.copyOf(samples);
        }
    }

    /// A change of the tickets came whose signature holds.
    record TicketsArrived(Tickets tickets) implements Input {}

    /// A person at the screen asks for something.
    ///
    /// @param fresh a UUID never used before: names the answer, and what the request brings about
    record KioskAsked(String fresh, KioskRequest request) implements Input {}

    /// The code of a parcel was made.
    ///
    /// @param fingerprint of the whole code
    /// @param prefix of its first digits
    record CodeMade(ParcelId parcel, int number, String fingerprint, String prefix) implements Input {}

    /// The process holds the bank's secret. Follows [Started].
    ///
    /// @param mark tells it from another ([io.lockward.protocol.parcel.PickupCode#mark])
    record SecretHeld(String mark) implements Input {}

    /// The bank's secret was sealed to the cloud's key.
    ///
    /// @param mark of the secret that was sealed
    record SecretSealed(String kid, String sealed, String mark) implements Input {}

    /// Somebody calibrated the occupancy sensors of a compartment, on site.
    ///
    /// @param sensors what was measured
    /// @param by the installer's ticket; `null` when it was done on the controller
    record SensorsCalibrated(
            CompartmentId compartment,
            List<SensorScale> sensors,
            @Nullable String by) implements Input {
        public SensorsCalibrated {
            sensors = List.copyOf(sensors);
        }
    }

    /// A clip was cut, and its file is durable.
    ///
    /// @param last as it was asked for
    record ClipCut(String clip, long last, Footage footage) implements Input {}

    /// A clip cannot be cut.
    ///
    /// @param last as it was asked for
    /// @param reason for people, at most 128 characters
    record ClipMissed(String clip, long last, String reason) implements Input {}

    /// The cloud has a clip and found its hash right.
    record ClipUploaded(String clip) implements Input {}

    /// The file of a clip that was not uploaded yet is gone or damaged.
    ///
    /// @param reason for people, at most 128 characters
    record ClipGone(String clip, String reason) implements Input {}

    /// There is no room for footage although no older footage is left to give up.
    record ClipsTight() implements Input {}

    /// A camera was looked at.
    ///
    /// @param fault why it gives no pictures, at most 256 characters; `null` when it gives some
    record CameraRead(String camera, @Nullable String fault) implements Input {}

    /// Time has passed.
    record Tick() implements Input {}
}
