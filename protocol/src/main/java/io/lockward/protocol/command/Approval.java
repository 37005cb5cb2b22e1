package io.lockward.protocol.command;

import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.Guard;
import java.util.Objects;

/// One person's consent to one command, signed with that person's own key.
///
/// @param jti the command
/// @param aud the bank
/// @param boot the boot
/// @param kind what is consented to, such as `unlock-all`
public record Approval(CommandId jti, BankId aud, BootId boot, String kind) {
    public Approval {
        Objects.requireNonNull(jti, "jti");
        Objects.requireNonNull(aud, "aud");
        Objects.requireNonNull(boot, "boot");
        Guard.text(kind, "kind", 32);
    }

    /// Whether it is consent to that command.
    public boolean isFor(CommandClaims claims) {
        return jti.equals(claims.jti())
                && aud.equals(claims.aud())
                && boot.equals(claims.boot())
                && kind.equals(claims.cmd().kind());
    }
}
