package io.lockward.protocol.entry;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.lockward.protocol.Guard;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Mains, battery, and not knowing.
public sealed interface PowerEntry extends Entry {

    /// What the UPS said when this was decided.
    ///
    /// @param status its status words as given (NUT `ups.status`), such as `OB DISCHRG`, at most 128 characters
    /// @param chargePercent 0 to 100; `null` when not told or not credible
    /// @param runtimeSeconds at the present load, from 0; `null` when not told or not credible
    record Ups(
            String status,
            @Nullable Double chargePercent,
            @Nullable Long runtimeSeconds) {
        public Ups {
            Objects.requireNonNull(status, "status");
            Guard.optionalText(status, "status", 128);
            Guard.within(chargePercent, 0, 100, "chargePercent");
            Guard.within(runtimeSeconds, 0, 10_000_000, "runtimeSeconds");
        }
    }

    /// The bank runs on its battery.
    @JsonTypeName("power.lost")
    record Lost(Ups ups) implements PowerEntry {
        public Lost {
            Objects.requireNonNull(ups, "ups");
        }
    }

    /// Mains are back.
    ///
    /// @param outageMillis how long they were gone, from 0; `null` when the loss was not seen
    @JsonTypeName("power.restored")
    record Restored(Ups ups, @Nullable Long outageMillis) implements PowerEntry {
        public Restored {
            Objects.requireNonNull(ups, "ups");
            Guard.within(outageMillis, 0, Long.MAX_VALUE, "outageMillis");
        }
    }

    /// The battery is nearly empty.
    @JsonTypeName("power.low")
    record Low(Ups ups) implements PowerEntry {
        public Low {
            Objects.requireNonNull(ups, "ups");
        }
    }

    /// The power state cannot be told: stale, contradictory or no answer. Never a reason to shut down.
    ///
    /// @param reason why, at most 128 characters
    @JsonTypeName("power.unknown")
    record Unknown(String reason) implements PowerEntry {
        public Unknown {
            Guard.text(reason, "reason", 128);
        }
    }

    /// The bank is about to halt in good order to spare its battery.
    @JsonTypeName("power.shutdown")
    record Shutdown(Ups ups, String reason) implements PowerEntry {
        public Shutdown {
            Objects.requireNonNull(ups, "ups");
            Guard.text(reason, "reason", 128);
        }
    }
}
