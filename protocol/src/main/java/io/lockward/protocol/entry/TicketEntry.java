package io.lockward.protocol.entry;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.lockward.protocol.Guard;
import io.lockward.protocol.parcel.PickupCode;
import io.lockward.protocol.parcel.SealKey;
import io.lockward.protocol.parcel.Ticket;
import io.lockward.protocol.parcel.Tickets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The bank's tickets.
public sealed interface TicketEntry extends Entry {
    /// A bank never counts further: nobody loses a secret that often.
    int MOST_GENERATION = 1_000_000;

    /// A change of the tickets took effect, or could not.
    ///
    /// @param version the tickets have now, from 0 (none)
    /// @param base the version it started from; 0 replaced every ticket
    /// @param issuedAt by the cloud's clock; `null` when nothing changed
    /// @param add what came, at most 16; `null` when nothing changed
    /// @param remove keys of what went, at most 16; `null` when nothing changed
    /// @param sealKey the cloud's key for sealing, when it came with the change
    /// @param problem why nothing changed, at most 256 characters; `null` when it did
    @JsonTypeName("tickets.applied")
    record Applied(
            long version,
            long base,
            @Nullable Instant issuedAt,
            @Nullable List<Ticket> add,
            @Nullable List<String> remove,
            @Nullable SealKey sealKey,
            @Nullable String problem)
            implements TicketEntry {
        public Applied {
            Guard.atLeast(version, 0, "version");
            Guard.atLeast(base, 0, "base");
            if (add != null) {
                add = List.copyOf(add);
                if (add.size() > Tickets.MOST) {
                    throw new IllegalArgumentException("at most " + Tickets.MOST + " tickets");
                }
            }
            remove = remove == null ? null : Tickets.keys(remove);
            Guard.optionalText(problem, "problem", 256);
        }
    }

    /// The bank's secret, for nobody but the cloud. Sealed again when the cloud has another key, and when the
    /// bank has another secret: then its generation rises, and every code of an earlier generation is dead.
    ///
    /// @param kid the cloud's key it is sealed to, at most 64 characters
    /// @param sealed as JWE compact (RFC 7516), at most 1,024 characters
    /// @param generation which of the bank's secrets it is, from 1, counted in this journal: which of two sealed
    ///     ones is newer, epoch and sequence number tell; `null` from an agent that does not count
    /// @param mark tells secrets apart ([PickupCode#mark]); `null` where `generation` is
    @JsonTypeName("tickets.secret")
    record Secret(
            String kid,
            String sealed,
            @Nullable Integer generation,
            @Nullable String mark) implements TicketEntry {
        public Secret {
            Guard.text(kid, "kid", 64);
            Guard.text(sealed, "sealed", 1_024);
            if ((generation == null) != (mark == null)) {
                throw new IllegalArgumentException("generation and mark come together");
            }
            if (generation != null && mark != null) {
                Guard.within((long) generation, 1, MOST_GENERATION, "generation");
                PickupCode.requireFingerprint(mark, "mark");
            }
        }
    }
}
