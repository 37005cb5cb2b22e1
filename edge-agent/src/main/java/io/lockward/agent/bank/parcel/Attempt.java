package io.lockward.agent.bank.parcel;

import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.Sensed;
import org.jspecify.annotations.Nullable;

/// How far a movement has got, as this process sees it.
///
/// ```
/// Opening -- the door opens --> Open -- it closes --> Deciding -- the sensors say --> a verdict
///    |                           |  ^                     |
///    | it does not               |  +---- it opens again -+
///    v                           v
/// Opening again, or not-opened   door-left-open (and goes on: its closing decides it)
/// ```
///
/// @param resumed whether an earlier process began it
/// @param wish what the person said of it
/// @param elsewhere where its parcel was seen instead; `null` when it was not
/// @param disturbed whether its door opened although nothing had unlocked it, or after it was given up: somebody else
///     may have been at it
public record Attempt(
        Stage stage, boolean resumed, Wish wish, @Nullable Elsewhere elsewhere, boolean disturbed) {

    public sealed interface Stage {
        /// Uptime in milliseconds.
        long sinceUp();

        /// The lock is driven and the door has not opened yet. After a restart: its switch was not read yet.
        record Opening(long sinceUp) implements Stage {}

        /// @param seen whether a switch says so; otherwise it is believed, because the switch cannot be read
        record Open(long sinceUp, boolean seen) implements Stage {}

        /// The door is shut and the sensors decide.
        record Deciding(long sinceUp) implements Stage {}
    }

    public enum Wish {
        NONE,
        CANCEL,
        SOMETHING_INSIDE,
        TOO_SMALL,
        CANNOT_REACH,
        USE_OTHER,
        DONE,
        NOT_HERE,
        NOT_MINE
    }

    /// @param sensed what the sensors there saw
    public record Elsewhere(CompartmentId compartment, Sensed sensed) {}

    public static Attempt opening(long up) {
        return new Attempt(new Stage.Opening(up), false, Wish.NONE, null, false);
    }

    public static Attempt resumed(long up) {
        return new Attempt(new Stage.Opening(up), true, Wish.NONE, null, false);
    }

    public Attempt at(Stage next) {
        return new Attempt(next, resumed, wish, elsewhere, disturbed);
    }

    public Attempt wishing(Wish said) {
        return new Attempt(stage, resumed, said, elsewhere, disturbed);
    }

    public Attempt seen(@Nullable Elsewhere other) {
        return new Attempt(stage, resumed, wish, other, disturbed);
    }

    public Attempt asDisturbed() {
        return new Attempt(stage, resumed, wish, elsewhere, true);
    }
}
