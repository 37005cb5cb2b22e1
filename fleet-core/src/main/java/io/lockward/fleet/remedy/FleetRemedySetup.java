package io.lockward.fleet.remedy;

import java.time.Duration;

/// How patient and how bold the cloud's part of the ladder is.
///
/// @param on whether it takes any step by itself; incidents are opened all the same
/// @param silence how long a bank must be away, or deaf, before the first step; not shorter than `window` and the
///     three heartbeats that silence takes to be seen
/// @param window banks last heard within this time of each other fell silent together
/// @param settle how long after this service or its broker came back nothing is held against a bank
/// @param person after how long a person is called although an interlock holds the next step back
/// @param proof how long a step has to show that it helped
/// @param cyclesPerDay how often one bank's power may be cut without anybody in any 24 h, 0 to 24
/// @param chargePercent on battery, no power is cut below this charge, 0 to 100
public record FleetRemedySetup(
        boolean on,
        Duration silence,
        Duration window,
        Duration settle,
        Duration person,
        Duration proof,
        int cyclesPerDay,
        int chargePercent) {
    /// 10 min of silence; 5 min together; 5 min after a start of ours; a person after 30 min; 10 min of proof; two cuts
    /// a day; on battery not below half.
    public static final FleetRemedySetup DEFAULT = new FleetRemedySetup(
            true,
            Duration.ofMinutes(10),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofMinutes(10),
            2,
            50);

    public FleetRemedySetup {
        if (cyclesPerDay < 0 || cyclesPerDay > 24) {
            throw new IllegalArgumentException("cyclesPerDay is between 0 and 24");
        }
        if (chargePercent < 0 || chargePercent > 100) {
            throw new IllegalArgumentException("chargePercent is between 0 and 100");
        }
        if (silence.compareTo(window.plus(Duration.ofMinutes(2))) < 0) {
            throw new IllegalArgumentException("silence is at least 2 min longer than window: others must have shown"
                    + " whether they fell silent too");
        }
    }
}
