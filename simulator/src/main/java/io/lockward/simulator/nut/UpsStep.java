package io.lockward.simulator.nut;

import java.util.List;
import java.util.Map;

/// What a UPS says at one stage of an outage.
///
/// @param status         `ups.status`
/// @param chargePercent  `battery.charge`, 0 to 100
/// @param runtimeSeconds `battery.runtime`
/// @param supplyVolts    `input.voltage`
public record UpsStep(String status, int chargePercent, int runtimeSeconds, int supplyVolts) {
    public static final UpsStep MAINS = new UpsStep("OL", 100, 1800, 230);

    /// An outage until the battery is low, and the mains back: the stages of a recorded discharge.
    public static final List<UpsStep> OUTAGE = List.of(
            MAINS,
            new UpsStep("OB DISCHRG", 97, 1700, 0),
            new UpsStep("OB DISCHRG", 60, 1000, 0),
            new UpsStep("OB DISCHRG", 25, 400, 0),
            new UpsStep("OB DISCHRG LB", 12, 150, 0),
            new UpsStep("OL CHRG LB", 12, 160, 229),
            new UpsStep("OL CHRG", 55, 900, 230),
            MAINS);

    Map<String, String> variables() {
        return Map.of(
                "battery.charge",
                Integer.toString(chargePercent),
                "battery.runtime",
                Integer.toString(runtimeSeconds),
                "input.voltage",
                supplyVolts + ".0",
                "ups.status",
                status);
    }
}
