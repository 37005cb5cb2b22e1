package io.lockward.agent.bank.power;

import org.jspecify.annotations.Nullable;

/// One reading of a UPS. A value the device does not give, or gives as garbage, is null; see [UpsValues].
///
/// @param status              what the UPS says of itself
/// @param chargePercent       battery charge, 0 to 100
/// @param runtimeSeconds      what the UPS thinks the battery will carry the load, 0 to 604,800 (a week)
/// @param supplyMillivolts    voltage of the mains, 0 to 600,000
/// @param batteryMillivolts   voltage of the battery, 0 to 1,000,000
/// @param loadPercent         load of the UPS, 0 to 200
/// @param temperatureMilliCelsius of the battery, else of the UPS, -40,000 to 120,000
public record UpsState(
        UpsStatus status,
        @Nullable Integer chargePercent,
        @Nullable Integer runtimeSeconds,
        @Nullable Integer supplyMillivolts,
        @Nullable Integer batteryMillivolts,
        @Nullable Integer loadPercent,
        @Nullable Integer temperatureMilliCelsius) {
    public static final int MOST_CHARGE_PERCENT = 100;
    public static final int MOST_RUNTIME_SECONDS = 604_800;
    public static final int MOST_SUPPLY_MILLIVOLTS = 600_000;
    public static final int MOST_BATTERY_MILLIVOLTS = 1_000_000;
    public static final int MOST_LOAD_PERCENT = 200;
    public static final int LEAST_MILLI_CELSIUS = -40_000;
    public static final int MOST_MILLI_CELSIUS = 120_000;

    public UpsState {
        guard("chargePercent", chargePercent, 0, MOST_CHARGE_PERCENT);
        guard("runtimeSeconds", runtimeSeconds, 0, MOST_RUNTIME_SECONDS);
        guard("supplyMillivolts", supplyMillivolts, 0, MOST_SUPPLY_MILLIVOLTS);
        guard("batteryMillivolts", batteryMillivolts, 0, MOST_BATTERY_MILLIVOLTS);
        guard("loadPercent", loadPercent, 0, MOST_LOAD_PERCENT);
        guard("temperatureMilliCelsius", temperatureMilliCelsius, LEAST_MILLI_CELSIUS, MOST_MILLI_CELSIUS);
    }

    /// A state of which only status, charge and runtime are known.
    public static UpsState of(String status, @Nullable Integer chargePercent, @Nullable Integer runtimeSeconds) {
        return new UpsState(UpsStatus.parse(status), chargePercent, runtimeSeconds, null, null, null, null);
    }

    private static void guard(String name, @Nullable Integer value, int least, int most) {
        if (value != null && (value < least || value > most)) {
            throw new IllegalArgumentException(name + " is between " + least + " and " + most);
        }
    }
}
