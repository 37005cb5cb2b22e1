package io.lockward.fleet.parcel;

import io.lockward.fleet.EntryRef;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.ConditionEntry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One bank's books and what it says otherwise, as needed to hold one against the other.
///
/// @param open parcels that have not ended
/// @param holding conditions that hold by the bank's newest word
/// @param doubtful compartments of whose inside it says, by its newest word, that nobody knows it
/// @param epoch of its newest journal; 0 when none was ever heard of
/// @param behind how many entries it has and the cloud has not; `null` when nobody knows
public record BankPicture(
        BankId bank,
        List<ParcelRecord> open,
        List<Holding> holding,
        List<Doubt> doubtful,
        long epoch,
        @Nullable Long behind) {
    public BankPicture {
        open = List.copyOf(open);
        holding = List.copyOf(holding);
        doubtful = List.copyOf(doubtful);
    }

    /// A condition that holds.
    ///
    /// @param subject a compartment, or a part of the bank
    public record Holding(ConditionEntry.Kind kind, String subject, Instant since, EntryRef source) {}

    /// What is in a compartment is not known.
    ///
    /// @param why as the bank said it
    public record Doubt(CompartmentId compartment, String why, Instant since, EntryRef source) {}

    /// Whether everything it has said so far is here.
    boolean isRead() {
        return behind == null || behind == 0;
    }
}
