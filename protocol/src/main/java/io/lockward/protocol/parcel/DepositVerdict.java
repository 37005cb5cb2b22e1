package io.lockward.protocol.parcel;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How a deposit ended. On the wire it is a word, so that a newer bank may know more of them.
public enum DepositVerdict {
    /// The door opened and closed, and the sensor saw something being added.
    @JsonProperty("verified")
    VERIFIED,
    /// The door opened and closed, and nothing was added.
    @JsonProperty("nothing-placed")
    NOTHING_PLACED,
    /// It was put into another compartment than the one that was offered; `parcel.moved` says which.
    @JsonProperty("wrong-compartment")
    WRONG_COMPARTMENT,
    /// The door stayed open longer than anybody waits.
    @JsonProperty("door-left-open")
    DOOR_LEFT_OPEN,
    /// Something was in there already: another compartment is needed.
    @JsonProperty("already-occupied")
    ALREADY_OCCUPIED,
    /// The bank went down in the middle, and the sensor now sees what was added since.
    @JsonProperty("interrupted-resumed")
    INTERRUPTED_RESUMED,
    /// The door opened and closed; the sensor cannot be believed.
    @JsonProperty("sensor-suspect")
    SENSOR_SUSPECT,
    /// The sensor could not tell in time.
    @JsonProperty("undecided")
    UNDECIDED,
    /// The door never opened.
    @JsonProperty("not-opened")
    NOT_OPENED,
    /// The courier gave up: too small, changed mind, nobody there. Nothing was added.
    @JsonProperty("cancelled")
    CANCELLED;

    /// The word for it on the wire.
    public String word() {
        return Words.of(this);
    }

    /// Whether a parcel is in the bank as far as is known: also where no sensor can vouch for it, because losing it by
    /// the books is worse than looking for it in vain.
    public boolean leavesParcel() {
        return switch (this) {
            case VERIFIED, WRONG_COMPARTMENT, INTERRUPTED_RESUMED, SENSOR_SUSPECT, UNDECIDED, DOOR_LEFT_OPEN -> true;
            case NOTHING_PLACED, ALREADY_OCCUPIED, NOT_OPENED, CANCELLED -> false;
        };
    }
}
