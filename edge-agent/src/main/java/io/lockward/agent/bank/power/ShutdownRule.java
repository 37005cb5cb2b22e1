package io.lockward.agent.bank.power;

/// When a bank on battery shuts down in good order.
///
/// @param chargePercent  floor of the charge, 0 (not looked at) to 95
/// @param runtimeSeconds floor of the runtime, 0 (not looked at) to 3,600
/// @param floors         whether one floor is enough
/// @param polls          how many polls in a row must agree, 2 to 10
public record ShutdownRule(int chargePercent, int runtimeSeconds, Floors floors, int polls) {
    public static final ShutdownRule DEFAULT = new ShutdownRule(15, 180, Floors.EITHER, 2);

    /// How the two floors combine.
    public enum Floors {
        /// Reaching one that is looked at is enough.
        EITHER,
        /// All that are looked at must be reached; a value the UPS does not give is not reached.
        BOTH
    }

    public ShutdownRule {
        if (chargePercent < 0 || chargePercent > 95) {
            throw new IllegalArgumentException("chargePercent is between 0 and 95");
        }
        if (runtimeSeconds < 0 || runtimeSeconds > 3600) {
            throw new IllegalArgumentException("runtimeSeconds is between 0 and 3600");
        }
        if (polls < 2 || polls > 10) {
            throw new IllegalArgumentException("polls is between 2 and 10");
        }
    }

    boolean floorReached(UpsState state) {
        boolean chargeReached = state.chargePercent() != null && state.chargePercent() <= chargePercent;
        boolean runtimeReached = state.runtimeSeconds() != null && state.runtimeSeconds() <= runtimeSeconds;
        boolean looksAtCharge = chargePercent > 0;
        boolean looksAtRuntime = runtimeSeconds > 0;
        return switch (floors) {
            case EITHER -> (looksAtCharge && chargeReached) || (looksAtRuntime && runtimeReached);
            case BOTH ->
                (looksAtCharge || looksAtRuntime)
                        && (!looksAtCharge || chargeReached)
                        && (!looksAtRuntime || runtimeReached);
        };
    }
}
