package io.lockward.cloud.command;

import io.lockward.protocol.command.CommandClaims;

/// Signs commands. A port, because the key moves to a process of its own: the web service shall not be able to sign
/// what nobody asked for.
interface CommandSigner {
    /// The signed command, as it goes to the bank. Called from any thread.
    byte[] sign(CommandClaims claims);
}
