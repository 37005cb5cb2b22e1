package io.lockward.protocol.parcel;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.Guard;
import io.lockward.protocol.ParcelId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A right or a fact that a bank is told once and can check without a network. A ticket of the same kind and id
/// replaces the one before.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Ticket.Courier.class, name = "courier"),
    @JsonSubTypes.Type(value = Ticket.Delivery.class, name = "delivery"),
    @JsonSubTypes.Type(value = Ticket.Recipient.class, name = "recipient"),
    @JsonSubTypes.Type(value = Ticket.Parcel.class, name = "parcel")
})
public sealed interface Ticket {
    /// Longest id, in characters.
    int MOST_ID = 40;

    /// Unique within its kind, at most [#MOST_ID] characters.
    String id();

    /// Its name among all tickets of a bank, such as `courier/dhl-4`.
    default String key() {
        return switch (this) {
            case Courier courier -> "courier/" + courier.id();
            case Delivery delivery -> "delivery/" + delivery.id();
            case Recipient recipient -> "recipient/" + recipient.id();
            case Parcel parcel -> "parcel/" + parcel.id();
        };
    }

    /// Somebody who may put parcels in.
    ///
    /// @param label for people, such as the carrier's name, at most 64 characters
    /// @param fingerprint of the code or badge, under the bank's secret ([PickupCode#fingerprint])
    /// @param from not before
    /// @param until not from then on
    /// @param mayCollect whether this courier also takes returns back
    /// @param mayCalibrate whether this is an installer, who calibrates sensors at the screen and delivers
    ///     nothing; `null` means not. A bank older than this right refuses the change that carries it, so banks
    ///     come first
    record Courier(
            String id,
            String label,
            String fingerprint,
            Instant from,
            Instant until,
            boolean mayCollect,
            @Nullable Boolean mayCalibrate)
            implements Ticket {
        /// Somebody who delivers.
        public Courier(String id, String label, String fingerprint, Instant from, Instant until, boolean mayCollect) {
            this(id, label, fingerprint, from, until, mayCollect, null);
        }

        /// Whether this is an installer.
        public boolean calibrates() {
            return Boolean.TRUE.equals(mayCalibrate);
        }

        public Courier {
            Guard.text(id, "id", MOST_ID);
            Guard.text(label, "label", 64);
            PickupCode.requireFingerprint(fingerprint, "fingerprint");
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(until, "until");
        }
    }

    /// A parcel that is on its way.
    ///
    /// @param id the parcel's ([ParcelId])
    /// @param label what the courier sees, at most 64 characters: a unit, a masked name; never a full one
    /// @param tracking what the courier's label says, at most 64 characters; `null` when nobody knows
    /// @param size as far as it is known
    /// @param recipient whose, by the id of a [Recipient]
    /// @param compartment kept free for it; `null` when any will do
    /// @param reachable whether only a compartment that can be reached from a wheelchair will do
    /// @param until kept free and expected until then
    record Delivery(
            String id,
            String label,
            @Nullable String tracking,
            @Nullable Size size,
            @Nullable String recipient,
            @Nullable CompartmentId compartment,
            boolean reachable,
            Instant until)
            implements Ticket {
        public Delivery {
            ParcelId.parse(id);
            Guard.text(label, "label", 64);
            Guard.optionalText(tracking, "tracking", 64);
            Guard.optionalText(recipient, "recipient", MOST_ID);
            Objects.requireNonNull(until, "until");
        }

        public ParcelId parcel() {
            return ParcelId.parse(id);
        }
    }

    /// Somebody parcels come for.
    ///
    /// @param label the unit, such as `4B`, at most 40 characters
    /// @param name masked, such as `A. M.`, at most 40 characters
    /// @param reachable whether only a compartment that can be reached from a wheelchair will do
    record Recipient(String id, String label, String name, boolean reachable) implements Ticket {
        public Recipient {
            Guard.text(id, "id", MOST_ID);
            Guard.text(label, "label", 40);
            Guard.text(name, "name", 40);
        }
    }

    /// The cloud's word on a parcel that is in the bank.
    ///
    /// @param id the parcel's ([ParcelId])
    /// @param number of the code that opens for it from now on, from 1; a lower one than the bank's is ignored
    /// @param returning whether a courier takes it back (one who may collect); the recipient's code no longer opens
    /// @param held whether nobody may have it for now
    record Parcel(String id, int number, boolean returning, boolean held) implements Ticket {
        public Parcel {
            ParcelId.parse(id);
            Guard.within((long) number, 1, PickupCode.MOST_NUMBER, "number");
        }

        public ParcelId parcel() {
            return ParcelId.parse(id);
        }
    }
}
