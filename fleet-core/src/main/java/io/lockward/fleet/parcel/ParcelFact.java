package io.lockward.fleet.parcel;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.StoredEntry;
import io.lockward.protocol.entry.Entry;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One thing known about a parcel. Facts are only ever added; the same fact twice is one.
public sealed interface ParcelFact {
    ParcelKey parcel();

    /// By the controller's clock for what a bank told, but never later than it was heard; by the cloud's for what
    /// the cloud did.
    Instant at();

    /// What makes it the same fact when it comes again.
    String key();

    /// What a bank told.
    ///
    /// @param json the entry's exact text, with its stamp
    record Told(ParcelKey parcel, EntryRef source, Instant at, Instant receivedAt, Entry entry, String json)
            implements ParcelFact {
        static Told of(ParcelKey parcel, StoredEntry stored) {
            return new Told(
                    parcel,
                    stored.ref(),
                    stored.stamp().at().isAfter(stored.receivedAt())
                            ? stored.receivedAt()
                            : stored.stamp().at(),
                    stored.receivedAt(),
                    stored.entry(),
                    stored.json());
        }

        @Override
        public String key() {
            return source.journal() + "/" + source.seq();
        }
    }

    /// What the cloud did, or somebody through it.
    ///
    /// @param number with [What#RENEWED], of the code that is to open from then on; else 0
    /// @param by who, at most 128 characters
    /// @param text why, for people, at most 256 characters
    record Done(
            ParcelKey parcel,
            What what,
            Instant at,
            String by,
            int number,
            @Nullable String text) implements ParcelFact {
        @Override
        public String key() {
            return what == What.RENEWED ? what.word() + "@" + number : what.word() + "@" + at.toEpochMilli();
        }
    }

    /// What the cloud can do to a parcel.
    enum What {
        ANNOUNCED,
        /// Taken back before it came, or run out.
        CANCELLED,
        /// A new code was asked for.
        RENEWED,
        /// It waits longer than it should.
        OVERDUE,
        /// A courier is to take it back.
        RETURNING,
        /// Nobody may have it for now.
        HELD,
        /// They may again.
        RELEASED;

        /// The word for it in the API and the database.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
