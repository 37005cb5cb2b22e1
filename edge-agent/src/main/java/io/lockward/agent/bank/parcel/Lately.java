package io.lockward.agent.bank.parcel;

import io.lockward.protocol.entry.Stamp;
import org.jspecify.annotations.Nullable;

/// A movement that has ended and may yet matter: a pickup whose door its owner may open once more, a deposit whose
/// parcel may turn up elsewhere, a door that may yet open.
///
/// @param at when it ended
/// @param parcel what a pickup took, as it was in the books; `null` when it took nothing, and for a deposit
public record Lately(Movement movement, Stamp at, @Nullable Parcel parcel) {}
