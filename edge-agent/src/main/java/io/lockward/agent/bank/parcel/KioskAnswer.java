package io.lockward.agent.bank.parcel;

import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.parcel.Size;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a [KioskRequest] brought. Words for people are the page's.
public sealed interface KioskAnswer {

    /// It is done or has begun; [KioskView] shows how it goes.
    ///
    /// @param session to name with what follows
    record Yes(String session) implements KioskAnswer {}

    /// What was announced, at most [#MOST_FOUND].
    record Deliveries(List<Delivery> found) implements KioskAnswer {
        public Deliveries {
            found = List.copyOf(found);
        }
    }

    /// Whom it can be for, at most [#MOST_FOUND].
    record Recipients(List<Recipient> found) implements KioskAnswer {
        public Recipients {
            found = List.copyOf(found);
        }
    }

    /// No, and nothing changed.
    ///
    /// @param seconds after which it is worth another try; `null` when that is not known
    /// @param trouble a code for support, when one was given
    record No(Why why, @Nullable Long seconds, @Nullable String trouble) implements KioskAnswer {}

    int MOST_FOUND = 20;

    /// @param size as announced; `null` when nobody knows
    /// @param compartment kept free for it
    /// @param inside whether it is in the bank already
    /// @param beside the compartment of another parcel of the same recipient, when this one may lie there too
    /// @param free how many compartments of each size could take it now, with what is kept for it
    record Delivery(
            ParcelId parcel,
            String label,
            @Nullable String tracking,
            @Nullable Size size,
            @Nullable CompartmentId compartment,
            boolean reachable,
            boolean inside,
            @Nullable CompartmentId beside,
            SortedMap<Size, Integer> free) {
        public Delivery {
            free = Collections.unmodifiableSortedMap(new TreeMap<>(free));
        }
    }

    /// @param name masked
    /// @param beside as of [Delivery]
    record Recipient(
            String id,
            String label,
            String name,
            boolean reachable,
            @Nullable CompartmentId beside) {}

    enum Why {
        /// Nothing opens for this code.
        WRONG_CODE,
        /// Too many wrong codes like this one: a new code is needed.
        CODE_LOCKED,
        /// Too many wrong codes here: wait.
        PAUSED,
        /// Nobody may have this parcel for now: ask support.
        HELD,
        /// The parcel goes back to its carrier.
        GOING_BACK,
        /// The courier's right has ended or not yet begun.
        OUT_OF_TIME,
        /// The session has ended.
        NO_SESSION,
        /// This session may not do that.
        NOT_ALLOWED,
        /// No such parcel is expected or here.
        NO_SUCH_PARCEL,
        /// No such recipient.
        NO_SUCH_RECIPIENT,
        /// The parcel is in the bank already.
        ALREADY_HERE,
        /// No compartment is free that would do.
        NO_ROOM,
        /// Something is in the compartment by the books.
        NOT_EMPTY,
        /// The compartment has no sensors.
        NO_SENSORS,
        /// Another door of this session is under way.
        DOOR_FIRST,
        /// The screen does not show anything this could be about.
        NOT_NOW,
        /// Tried often enough.
        NO_MORE_TRIES,
        /// Nothing the screen can do: read the code to support.
        ASK_SUPPORT,
        /// The bank is about to restart or to shut down, or every door is being opened.
        BANK_BUSY
    }

    static KioskAnswer no(Why why) {
        return new No(why, null, null);
    }
}
