package io.lockward.cloud.command;

import io.lockward.fleet.command.Signing.Signature;
import io.lockward.protocol.Desired;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.parcel.Tickets;
import org.jspecify.annotations.Nullable;

/// Signs what goes to banks. A port, because the keys live in a process of their own: the web service shall not be able
/// to sign what nobody asked for. Called from any thread.
interface CommandSigner {
    /// @param kid the key to use, one that the bank knows; `null` for the signer's own choice
    Signature sign(CommandClaims claims, @Nullable String kid);

    /// @param kid as above
    Signature sign(Desired desired, @Nullable String kid);

    /// @param kid as above
    Signature sign(Tickets tickets, @Nullable String kid);

    /// Why nothing can be signed now, in a sentence; `null` when it can, as far as is known.
    @Nullable
    String away();
}
