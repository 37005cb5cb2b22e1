package io.lockward.protocol.entry;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.Guard;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.parcel.PickupCode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Deposits and pickups, and what they make of the books.
public sealed interface ParcelEntry extends Entry {

    CompartmentId compartment();

    /// Who takes a parcel out.
    enum Taker {
        @JsonProperty("recipient")
        RECIPIENT,
        @JsonProperty("courier")
        COURIER
    }

    /// @param deposit names this deposit, at most 64 characters
    /// @param parcel what is put in; `null` from an agent that keeps no books
    /// @param courier the ticket it was opened with, at most 40 characters
    /// @param recipient whose it is, when that is known, at most 40 characters
    /// @param before what the sensors read before the unlock, at most 4 channels
    @JsonTypeName("deposit.started")
    record DepositStarted(
            String deposit,
            CompartmentId compartment,
            @Nullable ParcelId parcel,
            @Nullable String courier,
            @Nullable String recipient,
            @Nullable List<SensorMark> before)
            implements ParcelEntry {
        public DepositStarted {
            Guard.text(deposit, "deposit", 64);
            Objects.requireNonNull(compartment, "compartment");
            Guard.optionalText(courier, "courier", 40);
            Guard.optionalText(recipient, "recipient", 40);
            before = SensorMark.bounded(before);
        }
    }

    /// @param verdict how it ended ([io.lockward.protocol.parcel.DepositVerdict]), at most 40 characters
    /// @param sensed what the sensors decided; `null` when they were not asked
    @JsonTypeName("deposit.concluded")
    record DepositConcluded(
            String deposit,
            CompartmentId compartment,
            String verdict,
            @Nullable ParcelId parcel,
            @Nullable Sensed sensed)
            implements ParcelEntry {
        public DepositConcluded {
            Guard.text(deposit, "deposit", 64);
            Objects.requireNonNull(compartment, "compartment");
            Guard.text(verdict, "verdict", 40);
        }
    }

    /// @param pickup names this pickup, at most 64 characters
    /// @param parcel what is taken out; `null` from an agent that keeps no books
    /// @param by who takes it
    /// @param before what the sensors read before the unlock, at most 4 channels
    @JsonTypeName("pickup.started")
    record PickupStarted(
            String pickup,
            CompartmentId compartment,
            @Nullable ParcelId parcel,
            @Nullable Taker by,
            @Nullable List<SensorMark> before)
            implements ParcelEntry {
        public PickupStarted {
            Guard.text(pickup, "pickup", 64);
            Objects.requireNonNull(compartment, "compartment");
            before = SensorMark.bounded(before);
        }
    }

    /// @param verdict how it ended ([io.lockward.protocol.parcel.PickupVerdict]), at most 40 characters
    /// @param sensed what the sensors decided; `null` when they were not asked
    @JsonTypeName("pickup.concluded")
    record PickupConcluded(
            String pickup,
            CompartmentId compartment,
            String verdict,
            @Nullable ParcelId parcel,
            @Nullable Sensed sensed)
            implements ParcelEntry {
        public PickupConcluded {
            Guard.text(pickup, "pickup", 64);
            Objects.requireNonNull(compartment, "compartment");
            Guard.text(verdict, "verdict", 40);
        }
    }

    /// What the person at the door said after a pickup that the sensors could not judge: a statement. It proves
    /// nothing and moves no parcel.
    ///
    /// @param pickup which, at most 64 characters
    /// @param all whether they say that they took everything
    @JsonTypeName("pickup.stated")
    record Stated(String pickup, CompartmentId compartment, ParcelId parcel, boolean all) implements ParcelEntry {
        public Stated {
            Guard.text(pickup, "pickup", 64);
            Objects.requireNonNull(compartment, "compartment");
            Objects.requireNonNull(parcel, "parcel");
        }
    }

    /// The books follow a parcel to where the sensors saw it; its code moves with it.
    ///
    /// @param compartment where it is
    /// @param from where it was believed to be
    /// @param why for people, at most 256 characters
    @JsonTypeName("parcel.moved")
    record Moved(ParcelId parcel, CompartmentId compartment, CompartmentId from, String why) implements ParcelEntry {
        public Moved {
            Objects.requireNonNull(parcel, "parcel");
            Objects.requireNonNull(compartment, "compartment");
            Objects.requireNonNull(from, "from");
            Guard.text(why, "why", 256);
        }
    }

    /// From now on this code opens for the parcel. The code itself is in no entry ([PickupCode]).
    ///
    /// @param number of the code, from 1
    /// @param fingerprint by which the bank knows it
    /// @param prefix by which the bank knows its first digits
    @JsonTypeName("parcel.coded")
    record Coded(ParcelId parcel, CompartmentId compartment, int number, String fingerprint, String prefix)
            implements ParcelEntry {
        public Coded {
            Objects.requireNonNull(parcel, "parcel");
            Objects.requireNonNull(compartment, "compartment");
            Guard.within((long) number, 1, PickupCode.MOST_NUMBER, "number");
            PickupCode.requireFingerprint(fingerprint, "fingerprint");
            PickupCode.requireFingerprint(prefix, "prefix");
        }
    }

    /// Somebody should look at this parcel's compartment.
    ///
    /// @param why for people, at most 256 characters
    @JsonTypeName("parcel.flagged")
    record Flagged(ParcelId parcel, CompartmentId compartment, String why) implements ParcelEntry {
        /// How `why` begins when the door that the parcel is behind was taken out of use.
        public static final String OUT_OF_SERVICE = "its compartment is out of service";

        public Flagged {
            Objects.requireNonNull(parcel, "parcel");
            Objects.requireNonNull(compartment, "compartment");
            Guard.text(why, "why", 256);
        }
    }

    /// The parcel is no longer here, and no pickup took it: support opened the door, or the cloud says so.
    ///
    /// @param why for people, at most 256 characters
    @JsonTypeName("parcel.gone")
    record Gone(ParcelId parcel, CompartmentId compartment, String why) implements ParcelEntry {
        public Gone {
            Objects.requireNonNull(parcel, "parcel");
            Objects.requireNonNull(compartment, "compartment");
            Guard.text(why, "why", 256);
        }
    }
}
