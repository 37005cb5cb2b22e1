package io.lockward.fleet.parcel;

import java.time.Instant;
import java.util.Locale;

/// Something its recipient is told about a parcel. Told once: `key` is unique for the parcel.
///
/// @param key such as `waiting/<journal>/<seq>`: the same news found twice is one
/// @param at when the cloud learned it
public record ParcelNews(ParcelKey parcel, Kind kind, String key, Instant at) {
    /// What is told.
    public enum Kind {
        /// It is in, and this code opens for it.
        WAITING,
        /// It still waits.
        REMINDER,
        /// It waits too long and will go back.
        OVERDUE,
        /// It is behind another door; the code is the same.
        MOVED,
        /// The door that it is behind is out of order.
        DELAYED,
        /// Nobody could get at it, and now its door works again.
        OPENS_AGAIN,
        /// Another code opens for it from now on.
        CODE_CHANGED,
        /// It was taken out.
        COLLECTED,
        /// A courier took it back.
        RETURNED;

        /// The word for it in the API and the database.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /// @throws IllegalArgumentException when no kind is called so
        public static Kind ofWord(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }

        /// Whether it still makes sense for a parcel that stands there: bad news that was overtaken is not told.
        public boolean fits(ParcelRecord parcel) {
            return switch (this) {
                case WAITING, REMINDER, OVERDUE, MOVED, CODE_CHANGED -> parcel.isReady();
                case OPENS_AGAIN ->
                    parcel.isReady()
                            && parcel.standing().state() == ParcelState.WAITING
                            && parcel.standing().hindered() == null;
                case DELAYED -> parcel.isReady() && NewsRules.isBehindDeadDoor(parcel);
                case COLLECTED -> parcel.standing().state() == ParcelState.COLLECTED;
                case RETURNED -> parcel.standing().state() == ParcelState.RETURNED;
            };
        }
    }
}
