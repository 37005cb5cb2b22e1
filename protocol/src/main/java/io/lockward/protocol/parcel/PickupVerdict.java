package io.lockward.protocol.parcel;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How a pickup ended. On the wire it is a word, so that a newer bank may know more of them.
public enum PickupVerdict {
    /// The door opened and closed, and the sensor sees an empty compartment.
    @JsonProperty("collected")
    COLLECTED,
    /// The door opened and closed, and nothing was taken.
    @JsonProperty("left-behind")
    LEFT_BEHIND,
    /// Something was taken and something is still there.
    @JsonProperty("partly-collected")
    PARTLY_COLLECTED,
    /// The door never opened.
    @JsonProperty("not-opened")
    NOT_OPENED,
    /// The door stayed open longer than anybody waits.
    @JsonProperty("door-left-open")
    DOOR_LEFT_OPEN,
    /// The bank went down in the middle, and the compartment is empty now.
    @JsonProperty("interrupted-resumed")
    INTERRUPTED_RESUMED,
    /// The door opened and closed; the sensor cannot be believed.
    @JsonProperty("sensor-suspect")
    SENSOR_SUSPECT,
    /// The sensor could not tell in time.
    @JsonProperty("undecided")
    UNDECIDED,
    /// The person gave up before the door was opened.
    @JsonProperty("cancelled")
    CANCELLED;

    /// The word for it on the wire.
    public String word() {
        return Words.of(this);
    }

    /// Whether the parcel is out as far as is known. A door that was opened for its owner and whose sensor cannot be
    /// believed counts as collected, and is flagged: the code must not open that door for ever.
    public boolean takesParcel() {
        return switch (this) {
            case COLLECTED, INTERRUPTED_RESUMED, SENSOR_SUSPECT -> true;
            case LEFT_BEHIND, PARTLY_COLLECTED, NOT_OPENED, DOOR_LEFT_OPEN, UNDECIDED, CANCELLED -> false;
        };
    }
}
