package io.lockward.fleet.remedy;

import io.lockward.protocol.command.RebootLevel;

/// What the cloud does next for one bank, each with why in words for people.
public sealed interface FleetDecision {
    String why();

    /// Nothing yet.
    record Wait(String why) implements FleetDecision {}

    /// A step is due and something forbids it.
    record Held(String why) implements FleetDecision {}

    /// This step, now.
    record Take(RebootLevel level, String why) implements FleetDecision {}

    /// Nothing is left that may be done from here.
    record CallPerson(String why) implements FleetDecision {}
}
