package io.lockward.agent.link;

import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.Guard;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.key.KeyRing;
import io.lockward.protocol.key.VerifyingKey;
import java.util.Objects;

/// Who is linked, and whom it trusts.
///
/// @param bank also the MQTT client id and user name
/// @param password the bank's MQTT credential; never logged
/// @param boot how many times the controller has booted, from 1
/// @param version the agent's version, at most 40 characters
/// @param epoch the journal's, from 1
/// @param acknowledged what the journal remembers as committed by the cloud, from 0
/// @param root vouches for key sets
/// @param keys what is trusted at first
/// @param seal shows that the bank's words are its own
public record LinkSetup(
        BankId bank,
        String password,
        long boot,
        BootId bootId,
        String version,
        JournalId journal,
        long epoch,
        long acknowledged,
        VerifyingKey root,
        KeyRing keys,
        Seal seal,
        LinkLimits limits) {
    public LinkSetup {
        Objects.requireNonNull(bank, "bank");
        Objects.requireNonNull(password, "password");
        Objects.requireNonNull(bootId, "bootId");
        Objects.requireNonNull(journal, "journal");
        Guard.atLeast(boot, 1, "boot");
        Guard.text(version, "version", 40);
        Guard.atLeast(epoch, 1, "epoch");
        Guard.atLeast(acknowledged, 0, "acknowledged");
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(keys, "keys");
        Objects.requireNonNull(seal, "seal");
    }

    @Override
    public String toString() {
        return "LinkSetup[" + bank + ", journal " + journal + "]";
    }
}
