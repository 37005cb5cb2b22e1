package io.lockward.agent;

import io.lockward.agent.bank.BankSetup;
import io.lockward.agent.journal.JournalLimits;
import io.lockward.agent.link.LinkLimits;
import io.lockward.agent.link.Seal;
import io.lockward.agent.link.Trust;
import io.lockward.protocol.parcel.BankSecret;
import java.time.Duration;

/// What makes an agent the agent of one bank.
///
/// @param version of the agent, 1 to 40 characters
/// @param journal bounds of the journal
/// @param password the bank's MQTT credential; never logged
/// @param trust whom the bank believes
/// @param seal shows that the bank's words are its own
/// @param secret of its pickup codes
public record AgentSetup(
        BankSetup bank,
        String version,
        JournalLimits journal,
        String password,
        Trust trust,
        Seal seal,
        BankSecret secret,
        LinkLimits link,
        Pace pace) {

    /// How often things are looked at, each 10 ms to 1 h.
    ///
    /// @param doors all door switches, beside their edges
    /// @param ups one poll of the UPS
    /// @param disk how full it is
    /// @param telemetry one set of samples
    public record Pace(Duration doors, Duration ups, Duration disk, Duration telemetry) {
        /// Doors every second, the UPS every 2 s, the disk every minute, telemetry every 10 s.
        public static final Pace DEFAULT =
                new Pace(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofSeconds(10));

        public Pace {
            guard(doors, "doors");
            guard(ups, "ups");
            guard(disk, "disk");
            guard(telemetry, "telemetry");
        }

        private static void guard(Duration every, String name) {
            if (every.compareTo(Duration.ofMillis(10)) < 0 || every.compareTo(Duration.ofHours(1)) > 0) {
                throw new IllegalArgumentException(name + " is between 10 ms and 1 h");
            }
        }
    }

    /// With the default bounds and paces.
    public static AgentSetup of(
            BankSetup bank, String version, String password, Trust trust, Seal seal, BankSecret secret) {
        return new AgentSetup(
                bank, version, JournalLimits.DEFAULT, password, trust, seal, secret, LinkLimits.DEFAULT, Pace.DEFAULT);
    }

    @Override
    public String toString() {
        return "AgentSetup[" + bank.bank() + ", version " + version + "]";
    }
}
