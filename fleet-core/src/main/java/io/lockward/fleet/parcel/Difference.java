package io.lockward.fleet.parcel;

import io.lockward.fleet.EntryRef;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where the books and what is known otherwise do not agree, with what shows it. The list of them is normally
/// empty.
///
/// @param compartment where, when it is about one
/// @param parcel which, when it is about one
/// @param since when it began, as far as it is known
/// @param what in a sentence, for people
/// @param evidence the entries that show it
public record Difference(
        Kind kind,
        BankId bank,
        @Nullable CompartmentId compartment,
        @Nullable ParcelId parcel,
        Instant since,
        String what,
        List<EntryRef> evidence) {
    public Difference {
        evidence = List.copyOf(evidence);
    }

    /// Kinds, the worst first.
    public enum Kind {
        /// The books have a parcel there, the sensors see nothing.
        MISSING("Look at the clip of its last opening, then ask the recipient; open a case if it stays."),
        /// The sensors see something, the books have nothing there.
        UNEXPECTED("Have the compartment opened in front of a camera and see what it is."),
        /// Nobody can tell what is in there: the sensors could not decide, or cannot be believed.
        NOT_KNOWN(
                "Look inside on the next visit, or unlock it for its recipient; have its sensor looked at if it comes again."),
        /// The bank lost its journal, and does not know the parcel that the cloud knows.
        FORGOTTEN("Unlock the compartment for its recipient, or have a courier deposit it anew."),
        /// It was taken back before it came, and came all the same.
        CAME_ALL_THE_SAME("Tell its recipient, or have it returned to the courier."),
        /// Two banks say that they have the same parcel.
        CLAIMED_TWICE("Find out which bank has it; the other's journal is not to be believed."),
        /// Parcels of different recipients lie behind one door.
        SHARED("Have one of them moved: whoever collects the first sees both."),
        /// A pickup that no sensor could judge: it may be out, or still inside.
        UNSETTLED(
                "Nobody is sent to this compartment. If the sensors do not settle it within a day, have it looked into."),
        /// A deposit began and never ended.
        DEPOSIT_OPEN("Look at the door and the sensor; the bank ends it by itself when it restarts."),
        /// A pickup began and never ended.
        PICKUP_OPEN("Look at the door and the sensor; the bank ends it by itself when it restarts."),
        /// It is in and no code opens for it.
        NO_CODE("Give it a new code; if that does not help, compare the versions of both sides."),
        /// Its code opens nothing after too many wrong ones.
        LOCKED("Make sure who asks, then give it a new code."),
        /// Its bank or its verdict says that somebody should look.
        DOUBTFUL("Look at its story and at the compartment's sensor."),
        /// It waits too long, or goes back and nobody has taken it yet.
        OVERDUE("Ask its recipient once more, or have it returned; one that goes back, the next courier can take.");

        private final String suggestion;

        Kind(String suggestion) {
            this.suggestion = suggestion;
        }

        /// What a person can do.
        public String suggestion() {
            return suggestion;
        }

        /// The word for it in the API.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
