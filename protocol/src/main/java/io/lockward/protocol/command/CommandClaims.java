package io.lockward.protocol.command;

import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.Guard;
import java.util.Objects;

/// What a signed command says: one bank, one boot, one short window.
///
/// @param jti the command's id
/// @param aud the bank it is for
/// @param boot the boot it is for
/// @param exp when it is over, in milliseconds of the bank's own uptime in that boot: wall clocks lie after power cuts
/// @param act who asked, at most 128 characters
/// @param why the reason given, at most 256 characters
/// @param cmd what to do
public record CommandClaims(CommandId jti, BankId aud, BootId boot, long exp, String act, String why, Command cmd) {
    public CommandClaims {
        Objects.requireNonNull(jti, "jti");
        Objects.requireNonNull(aud, "aud");
        Objects.requireNonNull(boot, "boot");
        Guard.atLeast(exp, 0, "exp");
        Guard.text(act, "act", 128);
        Guard.text(why, "why", 256);
        Objects.requireNonNull(cmd, "cmd");
    }
}
