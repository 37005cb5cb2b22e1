package io.lockward.protocol.signer;

import io.lockward.protocol.ChainHash;
import io.lockward.protocol.Guard;
import io.lockward.protocol.key.TrustedKey;
import io.lockward.protocol.key.VerifyingKey;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the signer answers: one JSON object a line, one line for each of the request's.
public sealed interface SignAnswer {

    /// Signed, and written into the signer's own audit log before this answer left.
    ///
    /// @param jws as it goes to the bank
    record Signed(String jws) implements SignAnswer {
        public Signed {
            Objects.requireNonNull(jws, "jws");
        }
    }

    /// Not signed.
    ///
    /// @param detail for people, at most 256 characters
    record Refused(SignRefusal reason, String detail) implements SignAnswer {
        public Refused {
            Objects.requireNonNull(reason, "reason");
            Guard.text(detail, "detail", 256);
        }
    }

    /// The keys that are at hand.
    ///
    /// @param keys in the order of their names
    record Keys(List<PublicKey> keys) implements SignAnswer {
        public Keys {
            keys = List.copyOf(keys);
        }
    }

    /// One key's public half.
    record PublicKey(String kid, VerifyingKey x) {
        public PublicKey {
            TrustedKey.requireKid(kid);
            Objects.requireNonNull(x, "x");
        }
    }

    /// How the signer is, since it started.
    ///
    /// @param ready whether it would sign now
    /// @param signed how many it signed since then
    /// @param refused how many it refused since then
    /// @param line the number of the audit log's last line
    /// @param hash of that line: whoever keeps it can tell later whether the log was changed
    /// @param limits the most it signs in any minute; `null` from a signer that does not tell
    record Health(
            boolean ready,
            long signed,
            long refused,
            long line,
            ChainHash hash,
            @Nullable Limits limits) implements SignAnswer {
        public Health {
            Guard.atLeast(signed, 0, "signed");
            Guard.atLeast(refused, 0, "refused");
            Guard.atLeast(line, 0, "line");
            Objects.requireNonNull(hash, "hash");
        }
    }

    /// The most that is signed in any minute, whoever asks; 1 to 10,000 each.
    ///
    /// @param bankCommands commands for one bank
    /// @param bankUnlocks among them, those that open doors
    /// @param fleetCommands commands for all banks together
    /// @param fleetUnlocks among them, those that open doors
    /// @param personCommands commands one person asks for
    /// @param configurations configurations for all banks together
    record Limits(
            int bankCommands,
            int bankUnlocks,
            int fleetCommands,
            int fleetUnlocks,
            int personCommands,
            int configurations) {
        public Limits {
            for (int most :
                    new int[] {bankCommands, bankUnlocks, fleetCommands, fleetUnlocks, personCommands, configurations
                    }) {
                Guard.within((long) most, 1, 10_000, "limit");
            }
        }
    }
}
