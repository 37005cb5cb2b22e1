package io.lockward.protocol.entry;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.lockward.protocol.Guard;
import io.lockward.protocol.ParcelId;
import java.util.List;
import java.util.Objects;

/// Codes that were typed or shown at the bank and opened nothing.
public sealed interface CodeEntry extends Entry {

    /// A wrong code.
    ///
    /// @param near parcels whose codes begin with the same digits, at most 8: it counts against them
    @JsonTypeName("code.wrong")
    record Wrong(List<ParcelId> near) implements CodeEntry {
        public Wrong {
            near = List.copyOf(near);
            if (near.size() > 8) {
                throw new IllegalArgumentException("at most 8 parcels");
            }
        }
    }

    /// Too many wrong codes close to this parcel's: its code opens nothing until it has a new one.
    @JsonTypeName("code.locked")
    record Locked(ParcelId parcel) implements CodeEntry {
        public Locked {
            Objects.requireNonNull(parcel, "parcel");
        }
    }

    /// Too many wrong codes at this bank: none is taken for a while.
    ///
    /// @param seconds for how long, 1 to 86,400
    /// @param wrong how many led to it
    @JsonTypeName("code.paused")
    record Paused(long seconds, int wrong) implements CodeEntry {
        public Paused {
            Guard.within(seconds, 1, 86_400, "seconds");
            Guard.atLeast(wrong, 1, "wrong");
        }
    }
}
