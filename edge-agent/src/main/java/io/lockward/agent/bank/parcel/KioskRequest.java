package io.lockward.agent.bank.parcel;

import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.Guard;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.parcel.PickupCode;
import io.lockward.protocol.parcel.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a person at the screen asks for. Each is answered with one [KioskAnswer]; what there is to see is in
/// [KioskView]. Hashing is done before: no code reaches the core.
public sealed interface KioskRequest {
    /// Longest text of a search or a label, in characters.
    int MOST_TEXT = 64;

    /// A code was typed, or a code or badge was read. Opens a session, and ends the one before.
    ///
    /// @param session to which the parcel is added instead, when the person has one; `null` on the idle screen
    /// @param fingerprint of the whole text ([PickupCode#fingerprint])
    /// @param prefix of its first digits ([PickupCode#prefix])
    record Enter(@Nullable String session, String fingerprint, String prefix) implements KioskRequest {
        public Enter {
            Guard.optionalText(session, "session", MOST_TEXT);
            PickupCode.requireFingerprint(fingerprint, "fingerprint");
            PickupCode.requireFingerprint(prefix, "prefix");
        }
    }

    /// What was announced, by its tracking number, a part of its label or the parcel's id. Answered with
    /// [KioskAnswer.Deliveries].
    record FindDelivery(String session, String text) implements KioskRequest {
        public FindDelivery {
            Guard.text(session, "session", MOST_TEXT);
            Guard.text(text, "text", MOST_TEXT);
        }
    }

    /// Whom a parcel can be for, by a part of the unit. Answered with [KioskAnswer.Recipients].
    record FindRecipient(String session, String text) implements KioskRequest {
        public FindRecipient {
            Guard.text(session, "session", MOST_TEXT);
            Guard.text(text, "text", MOST_TEXT);
        }
    }

    /// Put a parcel in: a compartment is chosen and opened.
    ///
    /// @param parcel which was announced; `null` when none was: then it gets an id
    /// @param recipient whose it is; of an announced one the ticket says
    /// @param size at least
    /// @param reachable whether only a compartment that can be reached from a wheelchair will do
    /// @param together whether it may lie with another parcel of the same recipient
    record Deposit(
            String session,
            @Nullable ParcelId parcel,
            @Nullable String recipient,
            Size size,
            boolean reachable,
            boolean together)
            implements KioskRequest {
        public Deposit {
            Guard.text(session, "session", MOST_TEXT);
            Guard.optionalText(recipient, "recipient", 40);
            Objects.requireNonNull(size, "size");
        }
    }

    /// Take a parcel out: its compartment is opened.
    ///
    /// @param parcel one of those the session may take
    record Pickup(String session, ParcelId parcel) implements KioskRequest {
        public Pickup {
            Guard.text(session, "session", MOST_TEXT);
            Objects.requireNonNull(parcel, "parcel");
        }
    }

    /// Something about the movement the screen shows.
    record Say(String session, Word word) implements KioskRequest {
        public Say {
            Guard.text(session, "session", MOST_TEXT);
            Objects.requireNonNull(word, "word");
        }
    }

    /// The buttons of a door's screen.
    enum Word {
        /// The door did not open: drive the lock once more.
        DID_NOT_OPEN,
        /// Open the same door once more, for what was forgotten.
        REOPEN,
        /// Deposit: open the other door that is offered for the same parcel.
        INSTEAD,
        /// Deposit: something lies in there already.
        SOMETHING_INSIDE,
        /// Deposit: it does not fit.
        TOO_SMALL,
        /// Deposit or pickup: it is too high or too low.
        CANNOT_REACH,
        /// Deposit: yes, it is in the other compartment.
        USE_OTHER,
        /// Deposit or pickup: not after all.
        CANCEL,
        /// Deposit or pickup: done, although the door tells nothing.
        DONE,
        /// Pickup: the parcel is not there.
        NOT_HERE,
        /// Pickup: this is somebody else's.
        NOT_MINE,
        /// Asked after a pickup that the sensors could not judge: everything was taken.
        TOOK_ALL,
        /// The same: something is still inside.
        LEFT_SOME
    }

    /// Calibrating the sensors of a compartment.
    ///
    /// @param compartment with [Move#BEGIN]; `null` otherwise
    record Calibrate(String session, Move move, @Nullable CompartmentId compartment) implements KioskRequest {
        public Calibrate {
            Guard.text(session, "session", MOST_TEXT);
            Objects.requireNonNull(move, "move");
            if ((move == Move.BEGIN) != (compartment != null)) {
                throw new IllegalArgumentException("a compartment is named when it begins");
            }
        }
    }

    /// The buttons of a calibration.
    enum Move {
        BEGIN,
        /// Open the compartment's door.
        OPEN,
        /// What the step asks for is done and the door is shut.
        READY,
        /// What was measured counts from now on.
        KEEP,
        /// Nothing was measured; what counted before goes on.
        ABORT
    }

    /// More time.
    record Stay(String session) implements KioskRequest {
        public Stay {
            Guard.text(session, "session", MOST_TEXT);
        }
    }

    /// The person goes.
    record Leave(String session) implements KioskRequest {
        public Leave {
            Guard.text(session, "session", MOST_TEXT);
        }
    }
}
