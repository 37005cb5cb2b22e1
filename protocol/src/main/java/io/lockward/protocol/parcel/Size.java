package io.lockward.protocol.parcel;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How large a parcel or a compartment is, smallest first. What each means in centimetres is the bank's.
public enum Size {
    @JsonProperty("s")
    SMALL,
    @JsonProperty("m")
    MEDIUM,
    @JsonProperty("l")
    LARGE,
    @JsonProperty("xl")
    EXTRA_LARGE;

    /// Whether a parcel of this size goes into a compartment of that one.
    public boolean fits(Size compartment) {
        return compareTo(compartment) <= 0;
    }
}
