package io.lockward.protocol.signer;

import io.lockward.protocol.Desired;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.key.TrustedKey;
import io.lockward.protocol.parcel.Tickets;
import java.util.Objects;

/// What the cloud asks of the signer: one JSON object a line.
public sealed interface SignRequest {

    /// Sign this command.
    ///
    /// @param kid with which key
    record Command(String kid, CommandClaims claims) implements SignRequest {
        public Command {
            TrustedKey.requireKid(kid);
            Objects.requireNonNull(claims, "claims");
        }
    }

    /// Sign this configuration of a bank.
    ///
    /// @param kid with which key
    record Configuration(String kid, Desired claims) implements SignRequest {
        public Configuration {
            TrustedKey.requireKid(kid);
            Objects.requireNonNull(claims, "claims");
        }
    }

    /// Sign this change of a bank's tickets.
    ///
    /// @param kid with which key
    record Ticketing(String kid, Tickets claims) implements SignRequest {
        public Ticketing {
            TrustedKey.requireKid(kid);
            Objects.requireNonNull(claims, "claims");
        }
    }

    /// Which keys there are.
    record Keys() implements SignRequest {}

    /// How the signer is.
    record Health() implements SignRequest {}
}
