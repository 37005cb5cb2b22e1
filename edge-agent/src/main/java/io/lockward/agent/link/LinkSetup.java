package io.lockward.agent.link;

import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.Guard;
import io.lockward.protocol.JournalId;
import java.security.PublicKey;
import java.util.Map;
import java.util.Objects;

/// Who is linked, and whom it trusts.
///
/// @param bank also the MQTT client id and user name
/// @param password the bank's MQTT credential; never logged
/// @param boot how many times the controller has booted, from 1
/// @param version the agent's version, at most 40 characters
/// @param epoch the journal's, from 1
/// @param acknowledged what the journal remembers as committed by the cloud, from 0
/// @param commandKeys the public Ed25519 keys that may sign commands, by `kid`
public record LinkSetup(
        BankId bank,
        String password,
        long boot,
        BootId bootId,
        String version,
        JournalId journal,
        long epoch,
        long acknowledged,
        Map<String, PublicKey> commandKeys,
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
        commandKeys = Map.copyOf(commandKeys);
    }

    @Override
    public String toString() {
        return "LinkSetup[" + bank + ", journal " + journal + "]";
    }
}
