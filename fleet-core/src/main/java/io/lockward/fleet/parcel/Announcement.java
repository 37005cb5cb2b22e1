package io.lockward.fleet.parcel;

import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.Guard;
import io.lockward.protocol.parcel.Size;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A parcel that somebody said will come.
///
/// @param label what the courier sees, at most 64 characters: a unit, a masked name; never a full one
/// @param tracking what the courier's label says, at most 64 characters
/// @param reference the integrator's own name for it, at most 64 characters
/// @param size as far as it is known
/// @param recipient whose, by id, at most 40 characters
/// @param compartment kept free for it; `null` when any will do
/// @param reachable whether only a compartment that can be reached from a wheelchair will do
/// @param until expected and kept free until then
/// @param by who announced it, at most 128 characters
public record Announcement(
        String label,
        @Nullable String tracking,
        @Nullable String reference,
        @Nullable Size size,
        @Nullable String recipient,
        @Nullable CompartmentId compartment,
        boolean reachable,
        Instant until,
        String by,
        Instant at) {
    public Announcement {
        Guard.text(label, "label", 64);
        Guard.optionalText(tracking, "tracking", 64);
        Guard.optionalText(reference, "reference", 64);
        Guard.optionalText(recipient, "recipient", 40);
        Objects.requireNonNull(until, "until");
        Guard.text(by, "by", 128);
        Objects.requireNonNull(at, "at");
    }
}
