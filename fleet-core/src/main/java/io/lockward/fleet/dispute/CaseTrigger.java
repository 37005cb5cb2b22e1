package io.lockward.fleet.dispute;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.StoredEntry;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.KioskEntry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An entry that asks for a case by itself.
///
/// @param at by the controller's clock when that can be believed, else when it was heard
/// @param words what is claimed, for people
public record CaseTrigger(
        BankId bank,
        EntryRef source,
        Instant at,
        Kind kind,
        @Nullable CompartmentId compartment,
        @Nullable ParcelId parcel,
        String words) {
    /// So many cases that opened by themselves may be open for one bank; what comes beyond joins none. A bank that
    /// is broken or not its owner's must not bury support.
    public static final int MOST_OPEN = 50;

    /// No bank is away for longer and comes back as if nothing was.
    private static final Duration OLDEST = Duration.ofDays(60);

    /// Why there is a case.
    public enum Kind {
        /// A person asked.
        ASKED,
        /// Somebody at the screen said that their parcel was not there.
        NOT_HERE,
        /// A door opened that nothing unlocked.
        FORCED_ENTRY;

        /// The word for it in the API and the database.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// The case's id when this opens one: a UUIDv7 (RFC 9562) that follows from the entry alone, so that every replica
    /// gives the same. It is no secret.
    public UUID id() {
        byte[] name = (bank + "/" + source.journal() + "/" + source.seq()).getBytes(StandardCharsets.UTF_8);
        UUID hash = UUID.nameUUIDFromBytes(name);
        long time = at.toEpochMilli() << 16;
        return new UUID(
                time | 0x7000L | (hash.getMostSignificantBits() & 0x0FFFL),
                0x8000_0000_0000_0000L | (hash.getLeastSignificantBits() >>> 2));
    }

    /// A controller whose clock lost its time says 1970, or tomorrow. A case must not span the years until then.
    private static Instant believable(Instant said, Instant heard) {
        return said.isAfter(heard) || said.isBefore(heard.minus(OLDEST)) ? heard : said;
    }

    /// `null` for the many entries that ask for none.
    public static @Nullable CaseTrigger of(StoredEntry stored) {
        Instant at = believable(stored.stamp().at(), stored.receivedAt());
        if (stored.entry() instanceof KioskEntry.Trouble trouble
                && trouble.what().equals("parcel-not-here")) {
            return new CaseTrigger(
                    stored.bank(),
                    stored.ref(),
                    at,
                    Kind.NOT_HERE,
                    trouble.compartment(),
                    trouble.parcel(),
                    "Somebody at the screen said that their parcel was not there (" + trouble.code() + ").");
        }
        if (stored.entry() instanceof ConditionEntry.Raised raised
                && raised.kind() == ConditionEntry.Kind.FORCED_ENTRY
                && CompartmentId.isValid(raised.subject())) {
            return new CaseTrigger(
                    stored.bank(),
                    stored.ref(),
                    at,
                    Kind.FORCED_ENTRY,
                    new CompartmentId(raised.subject()),
                    null,
                    raised.subject() + " opened, and nothing had unlocked it.");
        }
        return null;
    }
}
