package io.lockward.agent.bank.parcel;

import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.Sensed;
import io.lockward.protocol.entry.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A parcel that is in the bank by its books.
///
/// @param recipient whose it is, when that is known
/// @param courier the ticket of who brought it
/// @param since when its deposit was concluded
/// @param code what opens for it; `null` while it has none
/// @param sensed what the sensors saw of it when it came, less what was taken since
/// @param flags why somebody should look at it, oldest first, at most [#MOST_FLAGS]
/// @param doubt the pickup of which nobody can tell whether it took this; `null` when there is none
public record Parcel(
        ParcelId id,
        CompartmentId compartment,
        @Nullable String recipient,
        @Nullable String courier,
        Stamp since,
        @Nullable Code code,
        @Nullable Sensed sensed,
        List<String> flags,
        @Nullable Doubt doubt) {
    static final int MOST_FLAGS = 4;

    /// The flag of a parcel that was seen in another compartment, before the books have followed it there.
    public static final String ASTRAY = "it is not where it was to be";

    /// A code, as far as the bank knows it.
    ///
    /// @param number from 1
    /// @param fingerprint of all its digits
    /// @param prefix of its first digits
    /// @param wrong how many wrong codes began with the same digits
    /// @param locked whether they were too many: it opens nothing any more
    /// @param generation of the bank's secret it was made with ([TicketBook#generation])
    public record Code(int number, String fingerprint, String prefix, int wrong, boolean locked, int generation) {
        Code withOneWrong() {
            return new Code(number, fingerprint, prefix, wrong + 1, locked, generation);
        }

        Code asLocked() {
            return new Code(number, fingerprint, prefix, wrong, true, generation);
        }
    }

    /// A pickup that the sensors could not judge.
    ///
    /// @param movement as it was
    /// @param saidAll what the person at the door said: whether they took everything; `null` when they said
    ///     nothing
    public record Doubt(Movement movement, @Nullable Boolean saidAll) {}

    public Parcel {
        flags = List.copyOf(flags);
    }

    Parcel in(CompartmentId other) {
        List<String> others =
                flags.stream().filter(flag -> !flag.equals(ASTRAY)).toList();
        return new Parcel(id, other, recipient, courier, since, code, sensed, others, doubt);
    }

    Parcel with(@Nullable Code changed) {
        return new Parcel(id, compartment, recipient, courier, since, changed, sensed, flags, doubt);
    }

    Parcel doubted(@Nullable Doubt changed) {
        return new Parcel(id, compartment, recipient, courier, since, code, sensed, flags, changed);
    }

    /// The person's word on that pickup; on another one it means nothing.
    Parcel said(String pickup, boolean all) {
        return isInDoubt(pickup) && doubt != null ? doubted(new Doubt(doubt.movement(), all)) : this;
    }

    /// Whether it is not known what that pickup took.
    public boolean isInDoubt(String pickup) {
        return doubt != null && doubt.movement().id().equals(pickup);
    }

    /// What is left of it for the sensors, after a part was taken.
    Parcel without(@Nullable Sensed taken) {
        Sensed came = sensed;
        if (came == null || taken == null || !Objects.equals(came.channel(), taken.channel())) {
            return this;
        }
        Sensed left = new Sensed(
                came.outcome(),
                came.channel(),
                Math.clamp(came.reading() + taken.reading(), -1e9, 1e9),
                came.threshold(),
                came.confidence(),
                came.decideMillis());
        return new Parcel(id, compartment, recipient, courier, since, code, left, flags, doubt);
    }

    public boolean isAstray() {
        return flags.contains(ASTRAY);
    }

    Parcel flagged(String why) {
        if (flags.contains(why)) {
            return this;
        }
        List<String> all = new ArrayList<>(flags);
        if (all.size() == MOST_FLAGS) {
            all.removeFirst();
        }
        all.add(why);
        return new Parcel(id, compartment, recipient, courier, since, code, sensed, all, doubt);
    }
}
