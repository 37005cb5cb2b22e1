package io.lockward.protocol.entry;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.Guard;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// The journal about itself.
public sealed interface JournalEntry extends Entry {

    /// The bank's signature over everything up to here.
    ///
    /// @param upTo the last entry covered, from 0
    /// @param chain the chain hash after it
    /// @param kid names the bank's key, at most 64 characters
    /// @param signature base64url, at most 256 characters
    @JsonTypeName("journal.checkpoint")
    record Checkpoint(long upTo, ChainHash chain, String kid, String signature) implements JournalEntry {
        public Checkpoint {
            Guard.atLeast(upTo, 0, "upTo");
            Objects.requireNonNull(chain, "chain");
            Guard.text(kid, "kid", 64);
            Guard.text(signature, "signature", 256);
        }
    }

    /// Entries that had to be dropped to make room, in their place: it occupies all their sequence numbers.
    ///
    /// @param from the first one dropped, from 1
    /// @param to the last one dropped, from `from`
    /// @param dropped how many of each type, at most 64 types
    /// @param chain the chain hash after `to`, so that the chain goes on
    @JsonTypeName("journal.gap")
    record Gap(long from, long to, Map<String, Long> dropped, ChainHash chain) implements JournalEntry {
        public Gap {
            Guard.atLeast(from, 1, "from");
            Guard.atLeast(to, from, "to");
            if (dropped.size() > 64) {
                throw new IllegalArgumentException("at most 64 types");
            }
            dropped.forEach((type, count) -> {
                Guard.text(type, "type", 64);
                Guard.atLeast(count, 1, "count");
            });
            dropped = Collections.unmodifiableMap(new TreeMap<>(dropped));
            Objects.requireNonNull(chain, "chain");
        }
    }
}
